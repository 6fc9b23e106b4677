/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fixed categories: X(NAME, English, Japanese). Departments and sections are the
 * city's own and stand in the scenario. The order is part of the results.
 */
#ifndef SIDEWORK_CATEGORIES_H
#define SIDEWORK_CATEGORIES_H

/* Post. The first two hold no managerial post (係員). */
#define SW_GRADE_LIST(X)                                                                 \
    X(JUNIOR, "junior clerk", "主事")                                                    \
    X(SENIOR, "senior clerk", "主任")                                                    \
    X(CHIEF, "section chief", "係長")                                                    \
    X(HEAD, "section head", "課長")                                                      \
    X(DIRECTOR, "department head", "部長")

#define SW_SEX_LIST(X)                                                                   \
    X(WOMAN, "women", "女性")                                                            \
    X(MAN, "men", "男性")

#define SW_JOB_LIST(X)                                                                   \
    X(ADMINISTRATIVE, "administrative", "事務")                                          \
    X(ENGINEERING, "engineering", "技術")                                                \
    X(FIRE, "fire", "消防")                                                              \
    X(LABOUR, "technical labour", "技能労務")                                            \
    X(MEDICAL, "medical", "医療")

/* Bands of the indicators; young = the first, young and mid-career = the first two (39 or
 * under, source 4-1). */
#define SW_AGE_BAND_LIST(X)                                                              \
    X(UNDER_30, "29 or under", "29歳以下")                                               \
    X(THIRTIES, "30-39", "30～39歳")                                                     \
    X(FORTIES, "40-49", "40～49歳")                                                      \
    X(FIFTIES, "50-59", "50～59歳")                                                      \
    X(SIXTIES, "60 or over", "60歳以上")

/* What side-work hours are for. */
#define SW_KIND_LIST(X)                                                                  \
    X(TEAM, "team", "チーム")                                                            \
    X(SUPPORT, "inter-section support", "庁内応援")                                      \
    X(EMERGENCY, "emergency", "緊急時応援")                                              \
    X(BANK, "talent bank", "人材バンク")                                                 \
    X(INFORMAL, "informal", "日常の助け合い")

/* Why someone does not want side work (source 2-2(5) question 6). */
#define SW_REASON_LIST(X)                                                                \
    X(BUSY, "own work is too busy", "自分の仕事が忙しい")                                \
    X(NOT_INTERESTED, "not interested", "自分の仕事以外に興味がない")                    \
    X(SKILLS, "skills do not fit", "スキルを活用できない")                               \
    X(NOT_UNDERSTOOD, "boss or colleagues would not understand",                         \
      "上司や同僚の理解が得られない")                                                    \
    X(OTHER, "other", "その他")

/* How someone works (source 5-2). */
#define SW_DISPOSITION_LIST(X)                                                           \
    X(PULLS, "pulls", "牽引する")                                                        \
    X(INVOLVES, "involves others", "巻き込む")                                           \
    X(DELIVERS, "delivers alone", "１人で成果を出す")                                    \
    X(STANDS_BACK, "stands back", "一歩引く")

#define SW_TEAM_KIND_LIST(X)                                                             \
    X(PROJECT_TEAM, "project team", "プロジェクトチーム")                                \
    X(TASK_FORCE, "task force", "タスクフォース")                                        \
    X(WORKING_TEAM, "working team", "ワーキングチーム")

#define SW_PHASE_LIST(X)                                                                 \
    X(NONE, "no plan", "計画なし")                                                       \
    X(FIRST, "first", "まず取り組む")                                                    \
    X(NEXT, "next", "次に取り組む")                                                      \
    X(FURTHER, "further", "さらに取り組む")

#define SW_CATEGORY_ENUM(prefix, name) SW_##prefix##_##name,
enum {
#define X(name, en, ja) SW_CATEGORY_ENUM(GRADE, name)
    SW_GRADE_LIST(X)
#undef X
        SW_N_GRADES
};
enum {
#define X(name, en, ja) SW_CATEGORY_ENUM(SEX, name)
    SW_SEX_LIST(X)
#undef X
        SW_N_SEXES
};
enum {
#define X(name, en, ja) SW_CATEGORY_ENUM(JOB, name)
    SW_JOB_LIST(X)
#undef X
        SW_N_JOBS
};
enum {
#define X(name, en, ja) SW_CATEGORY_ENUM(BAND, name)
    SW_AGE_BAND_LIST(X)
#undef X
        SW_N_AGE_BANDS
};
enum {
#define X(name, en, ja) SW_CATEGORY_ENUM(KIND, name)
    SW_KIND_LIST(X)
#undef X
        SW_N_KINDS
};
enum {
#define X(name, en, ja) SW_CATEGORY_ENUM(REASON, name)
    SW_REASON_LIST(X)
#undef X
        SW_N_REASONS
};
enum {
#define X(name, en, ja) SW_CATEGORY_ENUM(DISPOSITION, name)
    SW_DISPOSITION_LIST(X)
#undef X
        SW_N_DISPOSITIONS
};
enum {
#define X(name, en, ja) SW_CATEGORY_ENUM(TEAM, name)
    SW_TEAM_KIND_LIST(X)
#undef X
        SW_N_TEAM_KINDS
};
enum {
#define X(name, en, ja) SW_CATEGORY_ENUM(PHASE, name)
    SW_PHASE_LIST(X)
#undef X
        SW_N_PHASES
};

/* Age band of the indicators for an age in years. */
static inline int sw_age_band(int age)
{
    return (age >= 30) + (age >= 40) + (age >= 50) + (age >= 60);
}

#endif
