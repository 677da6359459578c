CREATE TABLE "fern"."jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"request" text NOT NULL,
	"result" text,
	"problem" text,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"created" timestamp with time zone DEFAULT now() NOT NULL,
	"started" timestamp with time zone,
	"finished" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "jobs_by_age" ON "fern"."jobs" ("created", "id");
--> statement-breakpoint
CREATE INDEX "jobs_by_state" ON "fern"."jobs" ("state");
--> statement-breakpoint
CREATE TABLE "fern"."steps" (
	"job" uuid NOT NULL REFERENCES "fern"."jobs"("id") ON DELETE CASCADE,
	"number" integer NOT NULL,
	"stage" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"task" text DEFAULT 'null' NOT NULL,
	"size" integer DEFAULT 0 NOT NULL,
	"result" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"worker" uuid,
	"message" uuid NOT NULL,
	"created" timestamp with time zone DEFAULT now() NOT NULL,
	PRIMARY KEY("job", "number")
);
--> statement-breakpoint
CREATE INDEX "steps_by_state" ON "fern"."steps" ("state");
--> statement-breakpoint
CREATE TABLE "fern"."processes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"started" timestamp with time zone DEFAULT now() NOT NULL,
	"seen" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fern"."runs" (
	"id" text PRIMARY KEY NOT NULL,
	"created" timestamp with time zone NOT NULL,
	"summary" text NOT NULL,
	"run" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "runs_by_age" ON "fern"."runs" ("created");
--> statement-breakpoint
CREATE TABLE "fern"."results" (
	"key" text PRIMARY KEY NOT NULL,
	"value" bytea NOT NULL,
	"used" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "results_by_use" ON "fern"."results" ("used");
--> statement-breakpoint
CREATE TABLE "fern"."answers" (
	"key" text PRIMARY KEY NOT NULL,
	"body" text NOT NULL,
	"holder" uuid NOT NULL,
	"answer" text,
	"created" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "answers_by_age" ON "fern"."answers" ("created");
