/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sits where from 1 April; see personnel_desks.h. */
#include "personnel_desks.h"

#include "dialogue.h"
#include "personnel.h"

#include <sidework/draws.h>
#include <sidework/order.h>

void sw_desks_open(sw_world *world)
{
    for (int i = 0; i < world->city->capacity; i++)
        world->list2[i] = 0;
}

void sw_desks_vacate(sw_world *world, int person)
{
    world->list2[person] = 1;
}

/* Established desks less the people who stay at them. */
static void count_free(sw_world *world)
{
    const sw_population *q = &world->staff;
    const int n = world->sections.n * SW_N_JOBS;
    for (int k = 0; k < n; k++)
        world->free_desks[k] = world->city->desks[k];
    for (int i = 0; i < q->n; i++) {
        if (q->active[i] && !world->list2[i])
            world->free_desks[q->section[i] * SW_N_JOBS + q->job[i]]--;
    }
}

/* Movers into world->list, in the order of a random key. */
static int list_movers(sw_world *world)
{
    const sw_population *q = &world->staff;
    uint32_t *mark = (uint32_t *)(void *)world->uniform[0];
    int n = 0;
    for (int i = 0; i < q->n; i++) {
        world->list[n] = i;
        n += (q->active[i] != 0) & (world->list2[i] != 0);
    }
    sw_draw_listed(sw_world_key(world, SW_STREAM_TRANSFER), 1, n, world->list, q->id,
                   &(sw_columns){.word[0] = mark});
    for (int k = 0; k < n; k++)
        world->words[k] = sw_word_of(mark[k], world->list[k]);
    sw_sort_by_key(world->words, world->words2, n);
    for (int k = 0; k < n; k++)
        world->list[k] = sw_who(world->words[k]);
    return n;
}

static void keep_in_touch(sw_world *world, int person, int old_section)
{
    const struct sw_personnel *p = SW_PARAMETERS(world, personnel);
    const sw_population *q = &world->staff;
    const sw_key key = sw_world_key(world, SW_STREAM_TIES);
    const int first = world->sections.first[old_section];
    const int n = world->sections.first[old_section + 1] - first;
    if (!SW_PARAMETERS(world, dialogue)->enabled) /* then there are no ties at all */
        return;
    for (int k = 0; k < p->kept_colleagues && n > 0; k++) {
        const uint32_t word = sw_draw(key, q->id[person], 8 + (uint32_t)k).w[0];
        const int other = first + (int)sw_below(word, (uint32_t)n);
        /* those who stay there: not the movers still to be placed or placed elsewhere */
        if (other < q->n && q->active[other] && !world->list2[other] &&
            q->section[other] == old_section)
            sw_world_tie(world, person, other, 0.6f);
    }
}

static void move(sw_world *world, int person, int section)
{
    const struct sw_personnel *p = SW_PARAMETERS(world, personnel);
    sw_population *q = &world->staff;
    const int old = q->section[person];
    world->free_desks[section * SW_N_JOBS + q->job[person]]--;
    world->list2[person] = 0;
    if (section == old)
        return;
    q->section[person] = section;
    q->tenure[person] = 0;
    q->experience[person] *= (float)p->habit_kept;
    sw_world_weaken_ties(world, person, (float)p->ties_kept);
    keep_in_touch(world, person, old);
}

/* A free desk of the job from a random section on, not the person's own if there is
 * another. */
static int find_desk(const sw_world *world, int job, int own, uint32_t word)
{
    const int n = world->sections.n, from = (int)sw_below(word, (uint32_t)n);
    for (int s = from; s < n; s++) {
        if (world->free_desks[s * SW_N_JOBS + job] > 0 && s != own)
            return s;
    }
    for (int s = 0; s < from; s++) {
        if (world->free_desks[s * SW_N_JOBS + job] > 0 && s != own)
            return s;
    }
    return own;
}

/* The heads among the movers, in their order; returns how many. heads [n_movers] */
static int list_heads(const sw_world *world, int n_movers, int32_t *heads)
{
    int n = 0;
    for (int k = 0; k < n_movers; k++) {
        heads[n] = world->list[k];
        n += world->staff.grade[world->list[k]] == SW_GRADE_HEAD;
    }
    return n;
}

static void place_heads(sw_world *world, int n_movers)
{
    const sw_population *q = &world->staff;
    int32_t *heads = (int32_t *)(void *)world->words;
    const int n = list_heads(world, n_movers, heads);
    for (int s = 0; s < world->sections.n; s++) {
        int has_head = 0;
        for (int i = world->sections.first[s]; i < world->sections.first[s + 1]; i++)
            has_head |= q->active[i] && !world->list2[i] && q->section[i] == s &&
                        q->grade[i] == SW_GRADE_HEAD;
        for (int k = 0; k < n && !has_head; k++) {
            const int i = heads[k];
            if (world->list2[i] && q->section[i] != s &&
                world->free_desks[s * SW_N_JOBS + q->job[i]] > 0) {
                move(world, i, s);
                has_head = 1;
            }
        }
    }
}

void sw_desks_reassign(sw_world *world)
{
    const sw_population *q = &world->staff;
    uint32_t *word = (uint32_t *)(void *)world->uniform[0];
    count_free(world);
    const int n = list_movers(world);
    place_heads(world, n);
    sw_draw_listed(sw_world_key(world, SW_STREAM_TRANSFER), 2, n, world->list, q->id,
                   &(sw_columns){.word[0] = word});
    for (int k = 0; k < n; k++) {
        const int i = world->list[k];
        if (!world->list2[i])
            continue;
        move(world, i, find_desk(world, q->job[i], q->section[i], word[k]));
    }
}

/* Work waiting for each person a section has and would have with one more, into
 * world->key. */
static void set_need(sw_world *world, int section)
{
    world->key[section] = (float)world->sections.todo[section] /
                          (float)(world->sections.members[section] + 1);
}

/* Free desk (section * SW_N_JOBS + job) of the section that needs a hand most, the first
 * among equals; -1 if there is none. */
static int neediest_free(const sw_world *world)
{
    int best = -1;
    for (int s = 0; s < world->sections.n; s++) {
        if (best >= 0 && !(world->key[s] > world->key[best / SW_N_JOBS]))
            continue;
        const int32_t *free_desks = world->free_desks + s * SW_N_JOBS;
        int job = 0;
        while (job < SW_N_JOBS && free_desks[job] <= 0)
            job++;
        best = job < SW_N_JOBS ? s * SW_N_JOBS + job : best;
    }
    return best;
}

void sw_desks_count_members(sw_world *world)
{
    for (int s = 0; s < world->sections.n; s++)
        world->sections.members[s] = 0;
    for (int i = 0; i < world->staff.n; i++)
        world->sections.members[world->staff.section[i]] += world->staff.active[i];
    for (int s = 0; s < world->sections.n; s++)
        set_need(world, s);
}

int sw_desks_next_job(const sw_world *world)
{
    const int desk = neediest_free(world);
    return desk < 0 ? SW_JOB_ADMINISTRATIVE : desk % SW_N_JOBS;
}

void sw_desks_take(sw_world *world, int person)
{
    sw_population *q = &world->staff;
    const int desk = neediest_free(world);
    int section = desk / SW_N_JOBS;
    if (desk >= 0) {
        world->free_desks[desk]--;
    } else { /* growth beyond the established desks goes where it is needed most */
        section = 0;
        for (int s = 1; s < world->sections.n; s++) {
            if (world->key[s] > world->key[section])
                section = s;
        }
    }
    q->section[person] = section;
    world->sections.members[section]++;
    set_need(world, section);
}
