import { z } from 'zod';
import { Message } from './message.ts';

export const Level = z.enum(['critical', 'error', 'warning', 'information', 'verbose']);
export type Level = z.infer<typeof Level>;

/**
 * When a record happened. `utcMs` is set only when the zone is known ('utc' or 'offset'); with zone 'unknown'
 * `localMs` orders records of the same source and must never be shown as UTC.
 */
export const RecordTime = z.object({
  utcMs: z.number().nullable(),
  localMs: z.number(),
  offsetMinutes: z.number().nullable(),
  zone: z.enum(['utc', 'offset', 'unknown']),
  text: z.string(),
});
export type RecordTime = z.infer<typeof RecordTime>;

/** Where a record stands in its source: 1-based lines, byte offset in the stored bytes. */
export const Place = z.object({ line: z.number().int(), endLine: z.number().int(), offset: z.number() });
export type Place = z.infer<typeof Place>;

/** A record as the viewer lists it: one line, already cut to a sensible length. */
export const RecordRow = z.object({
  position: z.number().int(),
  sourceId: z.string(),
  seq: z.number().int(),
  time: RecordTime.nullable(),
  level: Level.nullable(),
  what: Message.nullable(),
  text: z.string(),
  who: z.string().nullable(),
  code: z.number().nullable(),
  line: z.number().int(),
  cited: z.boolean(),
});
export type RecordRow = z.infer<typeof RecordRow>;

/** Everything about one record: decoded fields and the original text. */
export const RecordDetail = RecordRow.extend({
  path: z.string(),
  sha256: z.string(),
  format: z.string(),
  place: Place,
  kind: z.string(),
  fields: z.array(z.object({ name: z.string(), value: z.string() })),
  original: z.string(),
  citedBy: z.array(z.object({ check: z.string(), outcome: z.string() })),
});
export type RecordDetail = z.infer<typeof RecordDetail>;

export const RecordFilter = z.strictObject({
  text: z.string().max(500),
  mode: z.enum(['text', 'regex']),
  matchCase: z.boolean(),
  sources: z.array(z.string().max(64)).max(5000),
  levels: z.array(Level),
  providers: z.array(z.string().max(200)).max(200),
  eventIds: z.array(z.number().int()).max(200),
  fromMs: z.number().nullable(),
  toMs: z.number().nullable(),
  citedOnly: z.boolean(),
});
export type RecordFilter = z.infer<typeof RecordFilter>;

export const emptyRecordFilter: RecordFilter = {
  text: '',
  mode: 'text',
  matchCase: false,
  sources: [],
  levels: [],
  providers: [],
  eventIds: [],
  fromMs: null,
  toMs: null,
  citedOnly: false,
};
