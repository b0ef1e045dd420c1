import type { Format, NewRecord, Parsed, ParseInput, Sample } from '../format.ts';
import { dateOrderNote } from '../shared/date-order-note.ts';
import { isJsonRecord, ownPart, readJsonObjects, type JsonObject, type JsonRecord } from '../shared/json-objects.ts';
import { rejected } from '../shared/parsed.ts';
import { dateOrderVote, type DateOrder, type DateOrderVote } from '../shared/windows-date.ts';
import { isPsEvent, isBytes, psEvent, psValues } from '../windows-event/ps-event.ts';

/** Windows PowerShell 5.1 wraps dates as `{"value": "/Date(…)/", …}` and arrays as `{"value": […], "Count": n}`; identifiers as `{"Value": "S-1-5-18"}`. */
function plain(value: unknown): unknown {
  if (!isJsonRecord(value)) return value;
  return 'value' in value ? value['value'] : value['Value'];
}

function textOf(value: unknown): string | null {
  const inner = plain(value);
  if (typeof inner === 'string') return inner === '' ? null : inner;
  return typeof inner === 'number' || typeof inner === 'boolean' ? String(inner) : null;
}

function listOf(value: unknown): readonly unknown[] {
  const inner = plain(value);
  return Array.isArray(inner) ? inner : [];
}

/** Elements of `Properties` are objects with a `Value`; where the depth did not reach they are the name of their type. */
function properties(value: unknown): readonly unknown[] {
  const items = listOf(value);
  return items.every((item) => isJsonRecord(item) && 'Value' in item)
    ? items.map((item) => (isJsonRecord(item) ? item['Value'] : null))
    : [];
}

function toEvent(origin: JsonObject, value: JsonRecord, order: DateOrder): NewRecord | null {
  const strings = listOf(value['ReplacementStrings']);
  const { values, dataBytes } = psValues(strings.length > 0 ? strings : properties(value['Properties']));
  const data = plain(value['Data']);
  const { text, ...place } = ownPart(origin, value);
  return psEvent(
    {
      place,
      text,
      values,
      dataBytes: isBytes(data) ? data : dataBytes,
      get: (name) => textOf(value[name]),
    },
    order,
  );
}

/** One object is one event, or the wrapper that Windows PowerShell 5.1 puts around an array. */
function objectsIn(value: JsonRecord): readonly JsonRecord[] {
  const inner = value['value'];
  return Array.isArray(inner) ? inner.filter(isJsonRecord) : [value];
}

function isEvent(value: JsonRecord): boolean {
  return isPsEvent((name) => name in value);
}

function voteOnOrder(input: ParseInput): DateOrderVote {
  const vote = dateOrderVote();
  for (const { value } of readJsonObjects(input.lines())) {
    for (const one of value ? objectsIn(value) : []) vote.add(textOf(one['TimeCreated']) ?? textOf(one['TimeGenerated']) ?? '', null);
  }
  return vote;
}

function* parse(input: ParseInput): Iterable<Parsed> {
  const vote = voteOnOrder(input);
  const order = vote.order();
  yield* dateOrderNote(vote);
  for (const object of readJsonObjects(input.lines())) {
    if (!object.value) yield rejected(object.line, 'reject.event-json', object.text);
    for (const one of object.value ? objectsIn(object.value) : []) {
      const record = isEvent(one) ? toEvent(object, one, order) : null;
      yield record ? { type: 'record', record } : rejected(object.line, 'reject.unknown-object', object.text);
    }
  }
}

const number = /"(?:Id|EventI[Dd]|InstanceId)"\s*:\s*\d/;
const time = /"(?:TimeCreated|TimeGenerated)"\s*:/;
const source = /"(?:ProviderName|ReplacementStrings|EntryType|LevelDisplayName|LogName)"\s*:/;

function detect(sample: Sample): number {
  const text = sample.text ?? '';
  if (!/^\s*[[{]/.test(text) || !number.test(text) || !time.test(text) || !source.test(text)) return 0;
  // An event has its number and its time in one object; the sample may cut the object, so that it cannot be parsed.
  const at = text.search(time);
  return Math.abs(at - text.search(number)) < 32 * 1024 ? 0.97 : 0;
}

/** Events as `Get-WinEvent` or `Get-EventLog | ConvertTo-Json` writes them, in Windows PowerShell 5.1 and PowerShell 7. */
export const format: Format = { id: 'windows-event-json', detect, parse };
