/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linked against the whole core and nothing else: that this program exists is the test. */
#include <sidework/status.h>

#include <string.h>

int main(void)
{
    return strcmp(sw_status_text(SW_OK, SW_ENGLISH), "done") != 0;
}
