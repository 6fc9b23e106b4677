/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ends what fields_struct.h or fields_table.h began. */
#undef SW_AT
#undef REAL
#undef REALS
#undef INT
#undef SEED
#undef BOOL
#undef CHOICE
#undef FLAGS
#undef MONTH
#undef TEXT
#undef LIST
