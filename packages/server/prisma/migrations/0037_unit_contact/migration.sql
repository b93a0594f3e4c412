-- 联系方式: where and when who gets a paper of this unit can ask after it.
ALTER TABLE "unit" ADD COLUMN "contact" TEXT;
