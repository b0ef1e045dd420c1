import { message } from '#shared/model/message.ts';
import type { Place } from '#shared/model/record.ts';
import { hasMagic } from '../../evtx/bytes.ts';
import { chunkMagic, fileHeaderBytes, fileMagic } from '../../evtx/headers.ts';
import { readRecordAt } from '../../evtx/one-record.ts';
import { readEvents } from '../../evtx/reader.ts';
import type { EvtxLoss } from '../../evtx/reader.ts';
import type { ByteSource } from '../../ports.ts';
import type { Format, Parsed, ParseInput, Reread, Sample } from '../format.ts';
import { toRecord } from './to-record.ts';

const keys: Readonly<Record<Exclude<EvtxLoss['kind'], 'record'>, string>> = {
  range: 'reject.evtx-range',
  'file-header': 'reject.evtx-file-header',
  'chunk-header': 'reject.evtx-chunk-header',
  'records-checksum': 'reject.evtx-records-checksum',
  cut: 'reject.evtx-cut-block',
};

/** What was lost, in words, at its place in the file. */
function rejection({ kind, from, to, recordId, reason }: EvtxLoss): Parsed {
  const key = kind === 'record' ? `reject.evtx-${reason ?? 'token'}` : keys[kind];
  const params = kind === 'range' ? { from, bytes: to - from } : { from };
  return { type: 'rejected', line: recordId, reason: message(key, kind === 'file-header' ? {} : params), excerpt: '' };
}

function* parse(input: ParseInput): Iterable<Parsed> {
  for (const batch of readEvents(input.bytes)) {
    for (const loss of batch.losses) yield rejection(loss);
    for (const event of batch.items) yield { type: 'record', record: toRecord(event) };
  }
}

/** Records in the slack of chunks: older ones that those of today did not overwrite. */
function* carve(input: ParseInput): Iterable<Parsed> {
  for (const { carved } of readEvents(input.bytes, { carve: true }))
    for (const event of carved) yield { type: 'record', record: toRecord(event) };
}

function reread(bytes: ByteSource, place: Place): Reread | null {
  const found = readRecordAt(bytes, place.offset);
  return found && { data: toRecord(found.event).data, original: found.xml };
}

/** The header of the file, or a block of it at the start or where the first one belongs. */
function detect({ bytes }: Sample): number {
  const isLog = hasMagic(bytes, 0, fileMagic) || hasMagic(bytes, 0, chunkMagic) || hasMagic(bytes, fileHeaderBytes, chunkMagic);
  return isLog ? 1 : 0;
}

/** Windows event logs (`.evtx`) as Windows Vista and later write them, whole or damaged. */
export const format: Format = { id: 'windows-evtx', detect, parse, reread, carve };
