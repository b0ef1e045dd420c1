import { z } from 'zod';
import { Analysis, Answer, Citation } from '#shared/model/analysis.ts';
import { LogEntry } from '#shared/model/case.ts';
import type { Fact } from '#shared/model/fact.ts';
import { Message } from '#shared/model/message.ts';
import { ImportGap, Rejection } from '#shared/model/source.ts';
import type { SourceSummary } from '#shared/model/source.ts';
import type { Clock } from '#core/ports.ts';
import type { SqliteDatabase } from './database.ts';
import { orDamaged } from './or-damaged.ts';
import { readSources } from './source-rows.ts';

const Info = z.object({ id: z.uuid(), title: z.string(), createdMs: z.coerce.number(), changedMs: z.coerce.number() });
export type CaseInfo = z.infer<typeof Info>;
const InfoRows = z.array(z.object({ key: z.string(), value: z.string() }));
const AnswerRows = z.array(z.object({ check: z.string(), outcome: z.string(), note: z.string(), at_ms: z.number() }));
const LogRows = z.array(z.object({ at_ms: z.number(), what: z.string() }));

const FactShape = z.looseObject({ kind: z.string(), citations: z.array(Citation) });
/** Facts are written by extractors, whose types say what they are; here only what every fact has is checked. */
const StoredFact = z.custom<Fact>((value) => FactShape.safeParse(value).success);

/** A text column that holds JSON. Throws `case-damaged` for anything else. */
function fromJson<T extends z.ZodType>(schema: T, text: unknown): z.output<T> {
  return orDamaged(() => schema.parse(JSON.parse(String(text))));
}

/** The small tables of a case, read and written row by row. Everything read is checked: a case file may come from anywhere. */
export function readCaseTables(db: SqliteDatabase, clock: Clock) {
  const setInfo = db.prepare('INSERT INTO case_info (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  const touch = () => setInfo.run('changedMs', String(clock.nowMs()));
  return {
    info: (): CaseInfo => {
      const rows = orDamaged(() => InfoRows.parse(db.prepare('SELECT key, value FROM case_info').all()));
      return fromJson(Info, JSON.stringify(Object.fromEntries(rows.map((r) => [r.key, r.value]))));
    },
    setInfo: (values: Readonly<Record<string, string>>) => {
      db.transaction(() => {
        for (const [key, value] of Object.entries(values)) setInfo.run(key, value);
      }).immediate();
    },
    sources: (): SourceSummary[] => readSources(db).map((s) => s.summary),
    rejections: (sourceId: string): Rejection[] => {
      const rows = db.prepare(
        'SELECT r.line, r.reason, r.excerpt FROM rejection r JOIN source s ON s.ordinal = r.source WHERE s.id = ? ORDER BY r.id',
      );
      const Row = z.object({ line: z.number().nullable(), reason: z.string(), excerpt: z.string() });
      return rows.all(sourceId).map((row) => {
        const { line, reason, excerpt } = Row.parse(row);
        return Rejection.parse({ line, excerpt, reason: fromJson(Message, reason) });
      });
    },
    gaps: (): ImportGap[] => {
      const rows = db.prepare(`SELECT json_object('path', path, 'reason', json(reason)) FROM gap ORDER BY id`).pluck().all();
      return rows.map((row) => fromJson(ImportGap, row));
    },
    facts: (): Fact[] =>
      db
        .prepare('SELECT body FROM fact ORDER BY id')
        .pluck()
        .all()
        .map((body) => fromJson(StoredFact, body)),
    answers: (): Answer[] => {
      const rows = AnswerRows.parse(db.prepare('SELECT "check", outcome, note, at_ms FROM answer ORDER BY "check"').all());
      return rows.map(({ at_ms, ...rest }) => Answer.parse({ ...rest, atMs: at_ms }));
    },
    setAnswer: (check: Answer['check'], answer: Answer | null) => {
      db.transaction(() => {
        db.prepare('DELETE FROM answer WHERE "check" = ?').run(check);
        if (answer)
          db.prepare('INSERT INTO answer ("check", outcome, note, at_ms) VALUES (?, ?, ?, ?)').run(
            check,
            answer.outcome,
            answer.note,
            answer.atMs,
          );
        touch();
      }).immediate();
    },
    log: (): LogEntry[] => {
      const rows = LogRows.parse(db.prepare('SELECT at_ms, what FROM log ORDER BY id').all());
      return rows.map(({ at_ms, what }) => LogEntry.parse({ atMs: at_ms, what: fromJson(Message, what) }));
    },
    appendLog: (what: Message) => {
      db.prepare('INSERT INTO log (at_ms, what) VALUES (?, ?)').run(clock.nowMs(), JSON.stringify(what));
    },
    saveAnalysis: (analysis: Analysis) => {
      db.transaction(() => {
        db.prepare('INSERT INTO analysis (id, body) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body').run(
          JSON.stringify(analysis),
        );
        touch();
      }).immediate();
    },
    analysis: (): Analysis | null => {
      const body = db.prepare('SELECT body FROM analysis WHERE id = 1').pluck().get();
      return body === undefined ? null : fromJson(Analysis, body);
    },
  };
}
