CREATE TABLE "fern"."uploads" (
	"id" text PRIMARY KEY NOT NULL,
	"archive" bytea NOT NULL,
	"files" integer NOT NULL,
	"bytes" integer NOT NULL,
	"used" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "uploads_by_use" ON "fern"."uploads" ("used");
