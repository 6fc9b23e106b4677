/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where in the space of its factors an explored design reaches, or does best: boxes by PRIM
 * (prim.h) over the points of a space-filling design.
 *
 * Of interest is, for a probability, the share of a point's replications that reach; for any
 * other outcome, whether the point is among the best quarter. Numbers are limited from below
 * and above in the factor's own unit; of words and yes or no some are in and some are not.
 */
#ifndef SIDEWORK_BOXES_H
#define SIDEWORK_BOXES_H

#include <stdio.h>

#include <sidework/findings.h>
#include <sidework/prim.h>

/* Points that a search takes at least. */
enum { SW_BOXES_POINTS = 40 };

/* Why there may be no boxes. */
typedef enum sw_boxes_state {
    SW_BOXES_SEARCHED,
    SW_BOXES_NOT_FOR_DESIGN, /* a design that does not fill its space */
    SW_BOXES_FEW_POINTS,     /* fewer than SW_BOXES_POINTS */
    SW_BOXES_NEVER,          /* no point reaches */
    SW_BOXES_ALWAYS,         /* every point does, in every future */
    SW_BOXES_MANY_WORDS      /* a factor of more than SW_MAX_CATEGORIES words */
} sw_boxes_state;

/* Zero-initialise; sw_boxes_free is always safe. */
typedef struct sw_boxes {
    const sw_findings *findings; /* borrowed */
    sw_boxes_state state;
    int is_quarter;  /* 1: of interest is the best quarter */
    double level;    /* then: the outcome that a point of it has at least (or at most) */
    int *categories; /* [n_factors] */
    sw_prim prim;
} sw_boxes;

/* findings must outlive self. SW_OK, SW_MEMORY or SW_INTERNAL. */
int sw_boxes_find(sw_boxes *self, const sw_findings *findings,
                  sw_diagnostics *diagnostics);
void sw_boxes_free(sw_boxes *self);

/* For people; nothing for a design that does not fill its space. SW_OK, SW_MEMORY or
 * SW_IO. */
int sw_boxes_print(const sw_boxes *self, FILE *stream, sw_language language);

/* The limit of a factor in words: ">= 3.2, <= 7", "wait, go_on". */
void sw_boxes_limit(const sw_boxes *self, int factor, double low, double high,
                    uint64_t allowed, char *text, size_t bytes);

#endif
