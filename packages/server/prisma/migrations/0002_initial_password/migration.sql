-- AlterTable
ALTER TABLE "person" ADD COLUMN     "password_initial" BOOLEAN NOT NULL DEFAULT false;
