-- A unit that is no more (撤销): stays for its history, takes nothing new.
ALTER TABLE "unit" ADD COLUMN "closed_at" TIMESTAMPTZ(3);
