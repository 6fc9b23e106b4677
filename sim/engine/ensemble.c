/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads over replications. */
#include <sidework/ensemble.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { MAX_THREADS = 1024 };

typedef struct ensemble {
    const sw_model *model;
    const sw_scenario *scenario;
    const sw_ensemble_options *options;
    sw_city city;
    sw_results *results;
    unsigned char *done; /* [n_replications] finished before this run began */
    atomic_uint next;    /* replication to take */
    atomic_uint finished;
    atomic_int stop; /* 0, or the status that stops the run */
} ensemble;

typedef struct worker {
    ensemble *shared;
    sw_world world;
    pthread_t thread;
    int number, running;
} worker;

static int simulate(worker *self, uint32_t r)
{
    ensemble *e = self->shared;
    sw_results *results = e->results;
    const sw_ensemble_options *o = e->options;
    const size_t n = (size_t)results->n_parameters;
    sw_replication_run(e->model, &self->world, o->seed, r,
                       results->records + (size_t)r * results->layout.record_length);
    for (size_t k = 0; k < n; k++)
        results->parameter_values[r * n + k] =
            sw_prior_draw(&e->scenario->priors[k], o->seed, r);
    return o->store ? o->store(o->context, self->number, results, r) : SW_OK;
}

static void *work(void *argument)
{
    worker *self = argument;
    ensemble *e = self->shared;
    while (!atomic_load_explicit(&e->stop, memory_order_relaxed)) {
        const uint32_t r = atomic_fetch_add(&e->next, 1);
        if (r >= e->options->n_replications)
            break;
        const int status = e->done[r] ? SW_OK : simulate(self, r);
        if (status)
            atomic_store(&e->stop, status);
        else
            atomic_fetch_add(&e->finished, 1);
    }
    return NULL;
}

static int count_threads(const sw_ensemble_options *options)
{
    long n = options->n_threads > 0 ? options->n_threads : sysconf(_SC_NPROCESSORS_ONLN);
    if (n < 1)
        n = 1;
    if (n > MAX_THREADS)
        n = MAX_THREADS;
    return (uint32_t)n > options->n_replications ? (int)options->n_replications : (int)n;
}

static int describe(sw_results *r, const sw_scenario *scenario, const char *version,
                    const sw_ensemble_options *options)
{
    const struct sw_root *root = sw_scenario_root(scenario);
    r->title = sw_results_duplicate(r, root->title);
    r->title_ja =
        sw_results_duplicate(r, root->title_ja[0] ? root->title_ja : root->title);
    r->question = sw_results_duplicate(r, root->question);
    r->question_ja = sw_results_duplicate(r, root->question_ja[0] ? root->question_ja
                                                                  : root->question);
    r->effective = sw_results_duplicate(r, scenario->effective);
    r->digest = sw_results_duplicate(r, scenario->digest);
    r->version = sw_results_duplicate(r, version);
    r->seed = options->seed;
    r->n_replications = options->n_replications;
    r->keep = sw_scenario_output(scenario)->keep;
    r->n_parameters = scenario->n_priors;
    r->parameters =
        sw_results_allocate(r, (size_t)scenario->n_priors * sizeof *r->parameters + 1);
    if (!r->title || !r->title_ja || !r->question || !r->question_ja || !r->effective ||
        !r->digest || !r->version || !r->parameters)
        return SW_MEMORY;
    for (int k = 0; k < scenario->n_priors; k++) {
        const sw_prior *p = &scenario->priors[k];
        const char *path = sw_results_duplicate(r, p->path);
        if (!path)
            return SW_MEMORY;
        r->parameters[k] = (sw_parameter_info){path, p->unit, p->en, p->ja};
    }
    return SW_OK;
}

static int allocate_values(sw_results *r)
{
    const size_t n = r->n_replications;
    r->records = calloc(n ? n : 1, r->layout.record_length * sizeof *r->records);
    r->parameter_values =
        calloc(n ? n : 1, ((size_t)r->n_parameters + 1) * sizeof *r->parameter_values);
    return r->records && r->parameter_values ? SW_OK : SW_MEMORY;
}

/* Watches from the calling thread until all is finished or progress says stop. */
static int watch(ensemble *e)
{
    const struct timespec nap = {0, 20000000};
    int status = SW_OK;
    for (;;) {
        const uint32_t finished = atomic_load(&e->finished);
        status = atomic_load(&e->stop);
        if (!status && e->options->progress &&
            (status = e->options->progress(e->options->context, finished)))
            atomic_store(&e->stop, status);
        if (status || finished >= e->options->n_replications)
            return status;
        nanosleep(&nap, NULL);
    }
}

static int run_workers(ensemble *e, worker *workers, int n_threads)
{
    int started = 0;
    for (int k = 0; k < n_threads; k++) {
        workers[k].shared = e;
        workers[k].number = k;
        if (sw_world_init(&workers[k].world, e->scenario, &e->city, &e->results->layout))
            break;
        if (pthread_create(&workers[k].thread, NULL, work, &workers[k]))
            break;
        workers[k].running = 1;
        started++;
    }
    /* fewer workers than wished for still finish the run; none cannot */
    int status = started ? watch(e) : SW_MEMORY;
    for (int k = 0; k < n_threads; k++) {
        if (workers[k].running)
            pthread_join(workers[k].thread, NULL);
        sw_world_free(&workers[k].world);
    }
    status = status ? status : atomic_load(&e->stop);
    return status;
}

int sw_ensemble_run(sw_results *results, const sw_model *model,
                    const sw_scenario *scenario, const char *version,
                    const sw_ensemble_options *options, sw_diagnostics *diagnostics)
{
    ensemble e = {
        .model = model, .scenario = scenario, .options = options, .results = results};
    const int n_threads = count_threads(options);
    worker *workers = NULL;
    int status = sw_model_build(model, &e.city, scenario, options->seed, diagnostics);
    if (status)
        goto out;
    status = SW_MEMORY;
    if (sw_record_layout(results, scenario, &e.city) ||
        describe(results, scenario, version, options) || allocate_values(results))
        goto out;
    workers = calloc((size_t)n_threads + 1, sizeof *workers);
    e.done = calloc(options->n_replications + 1u, 1);
    if (!workers || !e.done)
        goto out;
    status = options->begin ? options->begin(options->context, results, e.done) : SW_OK;
    if (status)
        goto out;
    status = n_threads ? run_workers(&e, workers, n_threads) : SW_OK;
out:
    if (status == SW_MEMORY)
        sw_fail(
            diagnostics, status,
            "not enough memory for %u replications; try fewer, or fewer threads",
            "%u "
            "回の試行に必要なメモリがありません。試行回数かスレッド数を減らしてください",
            options->n_replications);
    free(workers);
    free(e.done);
    sw_city_free(&e.city);
    return status;
}
