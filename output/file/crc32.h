/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CRC-32 (ISO 3309, polynomial 0xEDB88320): "123456789" gives 0xCBF43926. */
#ifndef SIDEWORK_OUTPUT_CRC32_H
#define SIDEWORK_OUTPUT_CRC32_H

#include <stddef.h>
#include <stdint.h>

/* Goes on from crc (0 to begin). */
uint32_t sw_crc32(uint32_t crc, const void *data, size_t bytes);

#endif
