/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes in the file and the JSON object of an exploration. Private to output/. */
#ifndef SIDEWORK_OUTPUT_BOXES_PARTS_H
#define SIDEWORK_OUTPUT_BOXES_PARTS_H

#include <sidework/boxes.h>
#include <sidework/json.h>

#include "findings_file.h"

enum { SW_BOXES_AXES = 2, SW_BOXES_DATASETS = 12 };

/* What has to live until the file is written; zero-initialise, sw_boxes_material_free is
 * always safe. */
typedef struct sw_boxes_material {
    sw_grid_axis axes[SW_BOXES_AXES];
    sw_grid_dataset datasets[SW_BOXES_DATASETS];
    int n_datasets;
    sw_grid_text text; /* how the search ended */
    const char **factors;
    double *values;
} sw_boxes_material;

/* Axes and datasets of the boxes, for sw_findings_write_with. SW_OK or SW_MEMORY. */
int sw_boxes_material_make(sw_boxes_material *self, const sw_boxes *boxes,
                           sw_findings_extra *extra);
void sw_boxes_material_free(sw_boxes_material *self);

/* "boxes": [...] and how the search ended. */
void sw_boxes_put_json(sw_json *json, const sw_boxes *boxes);

#endif
