"""What the competency questions answer where their parameters have other values than the defaults."""

SSZ, NAPSI, SBSV = "plan/ap-ssz-2024-2026", "plan/napsi-2006-2008", "plan/ap-sbsv-2016-2020"
PLZEN, USTI = "plan/sprss-plzensky-2019-2021", "plan/sprss-ustecky"

#: Question, its parameter, the columns to look at, and their values in every row; IRIs below `…/resource/`.
OTHER_VALUES = [
    ("plans-of-territory", "territory/CZ042", "territory plan level place kind", [("territory/CZ042", USTI, "regional", "CZ042", "region")]),
    ("plans-of-territory", "territory/EU", "plan place", [(SBSV, "CZ"), (SSZ, "CZ"), (NAPSI, "CZ"), (PLZEN, "CZ032"), (USTI, "CZ042")]),
    ("plans-in-year", "2006", "plan start end", [(NAPSI, "2006", "2008")]),
    ("plans-in-year", "2008", "plan start end", [(NAPSI, "2006", "2008")]),
    ("plans-in-year", "2009", "plan", []),
    ("plans-in-year", "2016", "plan", [(SBSV,)]),
    ("plans-in-year", "2021", "plan", [(PLZEN,)]),
    ("plans-in-year", "2026", "plan start end", [(SSZ, "2024", "2026")]),
    ("due-by-month", "2008-11", "element", []),
    ("due-by-month", "2008-12", "element due", [(f"{NAPSI}/goal/3.4", "2008")]),
    ("due-by-month", "2020-11", "element due", [(f"{NAPSI}/goal/3.4", "2008")]),
    (
        "due-by-month",
        "2021-01",
        "month element due textDerived",
        [
            ("2021-01", f"{NAPSI}/goal/3.4", "2008", "true"),
            ("2021-01", f"{SBSV}/measure/p3", "2020-12", "false"),
        ],
    ),
    ("due-in-year", "2008", "element due words", [(f"{NAPSI}/goal/3.4", "2008", "do roku 2008")]),
    ("due-in-year", "2021", "element", []),
    ("measures-without-indicator", NAPSI, "measure", []),
    (
        "goals-of-plan",
        PLZEN,
        "plan goal position level notation",
        [
            (PLZEN, f"{PLZEN}/goal/p0", "0", "Dlouhodobý cíl", ""),
            *[(PLZEN, f"{PLZEN}/priority/p{n}", str(n), "Priority Střednědobého plánu", "") for n in range(1, 9)],
        ],
    ),
    (
        "goals-of-plan",
        SBSV,
        "goal position level notation",
        [
            (f"{SBSV}/goal/{key}", position, f"{level} cíl", notation)
            for key, position, level, notation in [
                ("1.1", "0", "Strategický", "1.1"),
                ("1.1.1", "1", "Specifický", "1.1.1"),
                ("1.1.2", "2", "Specifický", "1.1.2"),
                ("1.2", "4", "Strategický", "1.2"),
                ("1.2.1", "5", "Specifický", "1.2.1"),
                ("2.2", "7", "Strategický", "2.2"),
                ("3.4", "11", "Strategický", "3.4"),
                ("p14", "14", "Strategický", ""),
                ("p18", "18", "Strategický", ""),
                ("1", "21", "Strategický", "1"),
                ("p22", "22", "Specifický", ""),
                ("2", "24", "Strategický", "2"),
                ("8.2.2", "25", "Specifický", "8.2.2"),
                ("4", "27", "Strategický", "4"),
                ("8.4.1", "28", "Specifický", "8.4.1"),
            ]
        ],
    ),
    (
        "tree-of-plan",
        NAPSI,
        "element parent notation",
        [
            (f"{NAPSI}/section/1", "", "1"),
            (f"{NAPSI}/section/2", "", "2"),
            *[(f"{NAPSI}/goal/2.{n}", f"{NAPSI}/section/2", f"2.{n}") for n in range(1, 8)],
            (f"{NAPSI}/section/3", "", "3"),
            *[(f"{NAPSI}/goal/3.{n}", f"{NAPSI}/section/3", f"3.{n}") for n in range(1, 9)],
        ],
    ),
    ("measures-of-goal", f"{SBSV}/goal/1.1", "measure parent", [(f"{SBSV}/measure/p3", f"{SBSV}/goal/1.1")]),
    ("measures-of-goal", f"{SBSV}/goal/1.2", "measure parent", [(f"{SBSV}/measure/p6", f"{SBSV}/goal/1.2.1")]),
    (
        "measures-of-goal",
        f"{SSZ}/goal/4.6.a",
        "measure notation",
        [(f"{SSZ}/measure/4.6.a.{n}", str(n)) for n in (1, 2, 3, 5, 6, 8)],
    ),
    ("measures-of-goal", f"{SSZ}/goal/2.1.a", "measure", []),
    ("goals-without-measures", SBSV, "goal", [(f"{SBSV}/goal/1.1.1",), (f"{SBSV}/goal/1.1.2",)]),
    ("goals-without-measures", NAPSI, "notation", [*[(f"2.{n}",) for n in range(1, 8)], *[(f"3.{n}",) for n in range(1, 9)]]),
    (
        "descriptors-of-goal",
        f"{SSZ}/goal/4.9.a",
        "descriptor notation labelCs labelEn status",
        [
            ("descriptor/XX.a", "XX.a", "bezpečnost a veřejný pořádek", "security and public order", "printed"),
            ("descriptor/XX.b", "XX.b", "kriminalita a prevence kriminality", "crime and crime prevention", "printed"),
        ],
    ),
    (
        "descriptors-of-goal",
        f"{SSZ}/goal/4.10.a",
        "notation labelCs",
        [
            ("IX.c", "sociální prevence"),
            ("VIII.b", "ohrožené skupiny"),
            ("XIII.c", "životní styl, výživa, spotřeba tabáku a alkoholu"),
        ],
    ),
    ("goals-with-descriptor", "descriptor/XIX.i", "plan goal status", [(SSZ, f"{SSZ}/goal/4.8.a", "printed")]),
    ("goals-with-descriptor", "descriptor/VIII.d", "goal status", [(f"{NAPSI}/goal/2.3", "assigned")]),
    (
        "goals-with-descriptor",
        "descriptor/X.d",
        "notation status",
        [
            *[(key, "printed") for key in ("4.4.1.a", "4.4.1.b", "4.4.2.a", "4.4.2.c", "4.5.b")],
            *[(key, "assigned") for key in ("2.1", "2.2", "2.5", "2.6")],
        ],
    ),
    (
        "sources-of-element",
        f"{SBSV}/section/s5",
        "what line slide words",
        [("text", "34", "10", "Zdraví"), ("repeated", "37", "11", "Zdraví"), ("repeated", "39", "12", "Zdraví")],
    ),
    (
        "sources-of-element",
        f"{SSZ}/goal/4.8.a",
        "what file line slide words",
        [
            (what, "mpsv-ap-ssz-2024-2026.txt", line, "", words)
            for what, line, words in [
                ("text", "271", "Zajistit adekvátní příjem a prevenci ztráty příjmu pro osoby sociálně vyloučené "
                 "nebo sociálním vyloučením ohrožené."),
                ("descriptor", "273", "VIII.b ohrožené skupiny"),
                ("descriptor", "274", "IX.c sociální prevence"),
                ("descriptor", "275", "XIX.i mzdy"),
            ]
        ],
    ),
    (
        "sources-of-element",
        f"{NAPSI}/goal/3.4",
        "what line words",
        [
            ("text", "17", "Zapojit do roku 2008 alespoň 200 obcí do plánování sociálních služeb na lokální úrovni"),
            ("deadline", "17", "do roku 2008"),
            ("quantity", "17", "alespoň 200 obcí"),
            ("descriptor", "17", "sociálních služeb"),
        ],
    ),
    (
        "evidence-of-element",
        f"{NAPSI}/goal/2.4",
        "notation status method weight term termWeight foundIn line start end words who",
        [
            ("VIII.d", "suggested", "lexicon", "1", "mezigenerační solidarita", "2", "heading", "5", "354", "378", "MEZIGENERAČNÍ SOLIDARITĚ", ""),
            ("X.b", "assigned", "lexicon", "4", "práva dítěte", "3", "heading", "5", "383", "395", "PRÁVECH DĚTÍ", ""),
            ("X.b", "assigned", "lexicon", "4", "dětská práva", "3", "own", "9", "658", "674", "dětských právech", ""),
            ("X.d", "suggested", "lexicon", "1", "soudržnost rodiny", "2", "heading", "5", "286", "303", "SOUDRŽNOST RODINY", ""),
        ],
    ),
    (
        "evidence-of-element",
        f"{SSZ}/goal/4.9.b",
        "notation status method weight words",
        [(code, "printed", "printed", "1", "") for code in ("IX.b", "VIII.a", "VIII.b", "XX.d")],
    ),
    ("descriptors-to-review", SSZ + "-none", "element", []),
    ("elements-mentioning", "DLUHOV", "element", [(f"{SBSV}/measure/p{n}",) for n in (15, 16, 17)]),
    ("elements-mentioning", 'Katalog sociálních služeb v Ústeckém kraji"', "element", [(f"{USTI}/goal/4.1",)]),
    (
        "elements-mentioning",
        "(např.",
        "words element",
        [("(např.", f"{SSZ}/measure/{key}") for key in ("4.2.a.4", "4.2.a.5", "4.2.c.1", "4.6.a.2")],
    ),
    ("elements-mentioning", ".*", "element", []),
    ("duties-of-body", "body/CSU", "element role words line due", [(f"{SBSV}/measure/p3", "spolugestor", "ČSÚ", "20", "2020-12")]),
    (
        "duties-of-body",
        "body/ASZ",
        "element role words line due",
        [
            (f"{SBSV}/measure/p{number}", "gestor", "ASZ", line, due)
            for number, line, due in [
                (3, "20", "2020-12"), (8, "26", ""), (9, "26", ""), (12, "28", ""), (13, "28", ""), (15, "30", ""),
                (16, "30", ""), (17, "30", ""), (19, "32", ""), (23, "35", ""), (26, "37", ""),
            ]
        ],
    ),
    ("priorities-of-objective", {"objective": f"{NAPSI}/goal/3.8"}, "priority", []),
    ("priorities-of-objective", {"layer": "printed"}, "priority", []),
    ("priorities-of-objective", {"layer": "approved"}, "priority", []),
    (
        "alignment-shares",
        {"objective": f"{NAPSI}/goal/3.3", "priority": f"{USTI}/goal/1.3"},
        "part notation objectiveStatus priorityStatus objectiveWords objectiveOrigin priorityWords priorityOrigin concept",
        [
            *[("descriptor", code, "assigned", "assigned", *[""] * 5) for code in ("IX.a", "IX.b", "IX.c")],
            ("texts", *[""] * 8),
            ("words", "", "", "", "krajů", "own", "obcí", "own", "místní úroveň"),
            ("words", "", "", "", "plánů", "own", "plánů", "below", ""),
            ("words", "", "", "", "rozvoje", "own", "rozvoje", "below", ""),
            ("words", "", "", "", "PARTNERSTVÍ", "heading", "spolupráce", "own", "spolupráce"),
            ("words", "", "", "", "REGIONÁLNÍ", "heading", "regionální", "own", ""),
        ],
    ),
    (
        "aligned-plans",
        {"national": NAPSI, "regional": PLZEN},
        "objective priority rank periodOverlap",
        [
            (f"{NAPSI}/goal/{one}", f"{PLZEN}/{other}", rank, "apart")
            for one, other, rank in [
                ("3.6", "priority/p2", "1"),
                ("3.6", "priority/p3", "2"),
                ("3.1", "goal/p0", "1"),
                ("3.5", "priority/p3", "3"),
                ("3.5", "goal/p0", "6"),
                ("3.5", "priority/p2", "13"),
            ]
        ],
    ),
    (
        "objectives-without-priority",
        NAPSI,
        "objective",
        [(f"{NAPSI}/goal/{key}",) for key in ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "3.2", "3.3", "3.4", "3.7", "3.8"]],
    ),
    ("priorities-without-objective", PLZEN, "priority", [(f"{PLZEN}/priority/p{n}",) for n in (1, 5, 6, 7)]),
    ("continued-objectives", NAPSI, "objective", []),
    *[
        (question, {"layer": layer}, "objective", [])
        for question in ("aligned-plans", "continued-objectives")
        for layer in ("printed", "approved")
    ],
    ("sharing-and-alignment", "printed", "national", []),
    ("sharing-and-alignment", "approved", "national", []),
    (
        "objectives-without-priority",
        {"plan": NAPSI, "layer": "printed"},
        "objective layer",
        [(f"{NAPSI}/goal/{key}", "printed") for key in [*(f"2.{n}" for n in range(1, 8)), *(f"3.{n}" for n in range(1, 9))]],
    ),
    (
        "priorities-without-objective",
        {"plan": PLZEN, "layer": "approved"},
        "priority",
        [(f"{PLZEN}/goal/p0",), *[(f"{PLZEN}/priority/p{n}",) for n in range(1, 9)]],
    ),
    (
        "goals-with-descriptor",
        {"descriptor": "descriptor/XX.d", "layer": "printed"},
        "goal status",
        [(f"{SSZ}/goal/{key}", "printed") for key in ("4.9.b",)],
    ),
    ("descriptors-of-goal", {"goal": f"{PLZEN}/goal/p0", "layer": "printed"}, "descriptor", []),
    (
        "descriptor-use",
        "printed",
        "notation printed",
        [
            (code, str(times))
            for times, codes in [
                (21, "VIII.b"), (18, "IX.b"), (16, "IX.c"), (15, "IX.a"), (8, "VIII.a"), (6, "X.c XIII.a"), (5, "X.d"),
                (4, "IX.d VI.h XIII.b"), (3, "III.e IX.e VIII.c"), (2, "VII.a"),
                (1, "IX.f VI.a VII.b VII.h X.a X.b XIII.c XIX.i XVI.d XX.a XX.b XX.d"), (0, "VIII.d"),
            ]
            for code in codes.split()
        ],
    ),
    (
        "elements-without-descriptors",
        "printed",
        "plan",
        [
            (plan,)
            for plan, elements in [(SBSV, 9 + 6 + 15), (SSZ, 36), (NAPSI, 3 + 15), (PLZEN, 1 + 8), (USTI, 7 + 17 + 49)]
            for _ in range(elements)
        ],
    ),
    (
        "objectives-of-priority",
        f"{USTI}/goal/6.2",
        "priority objective linkClass periodOverlap",
        [
            (f"{USTI}/goal/6.2", f"{plan}/goal/{key}", "specific", "unknown")
            for plan, key in [(SSZ, "4.6.a"), (SBSV, "8.2.2"), (SBSV, "3.4")]
        ],
    ),
    ("objectives-of-priority", {"layer": "printed"}, "objective", []),
    (
        "links-across-levels",
        {"element": f"{USTI}/goal/6.2"},
        "element levels other linkClass",
        [(f"{USTI}/goal/6.2", "national-regional", one, "specific") for one in (f"{SSZ}/goal/4.6.a", f"{SBSV}/goal/8.2.2", f"{SBSV}/goal/3.4")],
    ),
    ("linked-levels", "printed", "levels", []),
]  # fmt: skip
