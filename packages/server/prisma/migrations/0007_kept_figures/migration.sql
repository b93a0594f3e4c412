-- Figures are kept, not scanned: what each case contributes (case_figure), and the sums of it (figure_total). Made by one
-- worker that follows the change feed (figure_cursor), never by the writers.
CREATE TABLE "case_figure" (
    "bureau_id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "unit_id" TEXT NOT NULL,
    "compartment" TEXT NOT NULL,
    "accused_unit_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "content_kind" TEXT NOT NULL,
    "facts" JSONB NOT NULL,

    CONSTRAINT "case_figure_pkey" PRIMARY KEY ("bureau_id","case_id")
);

CREATE TABLE "figure_total" (
    "bureau_id" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "unit_id" TEXT NOT NULL,
    "compartment" TEXT NOT NULL,
    "accused_unit_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "content_kind" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "due" DATE NOT NULL,
    "amount" INTEGER NOT NULL,

    CONSTRAINT "figure_total_pkey" PRIMARY KEY ("bureau_id","measure","day","unit_id","compartment","accused_unit_id","channel","content_kind","detail","due")
);

CREATE TABLE "figure_cursor" (
    "bureau_id" TEXT NOT NULL,
    "revision" BIGINT NOT NULL,
    "rebuilt_to" TEXT,

    CONSTRAINT "figure_cursor_pkey" PRIMARY KEY ("bureau_id")
);

-- How the counts stood when the day began in Shanghai, for the change since the morning.
CREATE TABLE "morning_count" (
    "bureau_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "unit_id" TEXT NOT NULL,
    "compartment" TEXT NOT NULL,
    "accused_unit_id" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "open" INTEGER NOT NULL,
    "overdue" INTEGER NOT NULL,
    "due_soon" INTEGER NOT NULL,

    CONSTRAINT "morning_count_pkey" PRIMARY KEY ("bureau_id","day","unit_id","compartment","accused_unit_id")
);

-- Reports read the texts of one period, and lists the oldest that are open.
CREATE INDEX "petition_case_bureau_id_received_on_idx" ON "petition_case"("bureau_id", "received_on");
