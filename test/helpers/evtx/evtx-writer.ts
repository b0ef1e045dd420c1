import { chunkBytes, chunkMagic } from '#core/evtx/headers.ts';
import { fileHeader, sealChunk } from './evtx-file.ts';

/** A classic event as `ReportEvent` writes it: unnamed strings and binary data. */
export type ClassicEvent = {
  readonly provider: string;
  readonly eventId: number;
  readonly level: number;
  readonly time: string;
  readonly channel: string;
  readonly computer: string;
  readonly strings: readonly string[];
  /** Hexadecimal. */
  readonly data?: string;
  /** The text of a forwarded event, as the computer rendered it that it comes from. */
  readonly rendered?: string;
};

type Part = string | { readonly value: number; readonly type: number; readonly optional?: boolean };
type Tag = {
  readonly name: string;
  readonly dependsOn?: number;
  readonly attributes?: Readonly<Record<string, Part>>;
  readonly children?: readonly (Tag | Part)[];
};

const type = { string: 1, uint8: 4, uint16: 6, uint64: 10, binary: 14, fileTime: 17, hex64: 21, strings: 0x81 } as const;

/** The template of classic events, with the values in the order of `valuesOf`. */
const classic: Tag = {
  name: 'Event',
  attributes: { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
  children: [
    {
      name: 'System',
      children: [
        { name: 'Provider', attributes: { Name: { value: 0, type: type.string } } },
        {
          name: 'EventID',
          attributes: { Qualifiers: { value: 1, type: type.uint16, optional: true } },
          children: [{ value: 2, type: type.uint16 }],
        },
        { name: 'Level', children: [{ value: 3, type: type.uint8 }] },
        { name: 'Task', children: ['0'] },
        { name: 'Keywords', children: [{ value: 4, type: type.hex64 }] },
        { name: 'TimeCreated', attributes: { SystemTime: { value: 5, type: type.fileTime } } },
        { name: 'EventRecordID', children: [{ value: 6, type: type.uint64 }] },
        { name: 'Channel', children: [{ value: 7, type: type.string }] },
        { name: 'Computer', children: [{ value: 8, type: type.string }] },
        { name: 'Security' },
      ],
    },
    {
      name: 'EventData',
      children: [
        { name: 'Data', dependsOn: 9, children: [{ value: 9, type: type.strings, optional: true }] },
        { name: 'Binary', dependsOn: 10, children: [{ value: 10, type: type.binary, optional: true }] },
      ],
    },
  ],
};

/** The same with what a collector adds to events that other computers forwarded to it. */
const forwarded: Tag = {
  ...classic,
  children: [
    ...(classic.children ?? []),
    {
      name: 'RenderingInfo',
      attributes: { Culture: 'en-US' },
      children: [
        { name: 'Message', children: [{ value: 11, type: type.string }] },
        { name: 'Level', children: ['Error'] },
      ],
    },
  ],
};

const templateId = Buffer.from('a5c1d0e7f2b34415a0d0e7c14415b34f', 'hex');

/** A number of 100 ns steps since 1601. */
function fileTime(iso: string): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE((BigInt(Date.parse(iso)) + 11_644_473_600_000n) * 10_000n);
  return bytes;
}

function wide(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

function number(value: number, bytes: 1 | 2 | 4): Buffer {
  const out = Buffer.alloc(bytes);
  out.writeUIntLE(value, 0, bytes);
  return out;
}

/** Writes binary XML at a place of a chunk; remembers which names the chunk has. */
class BinXmlWriter {
  readonly names = new Map<string, number>();
  readonly chunk: Buffer;
  at: number;
  constructor(chunk: Buffer, at: number) {
    this.chunk = chunk;
    this.at = at;
  }

  put(bytes: Buffer | number[]): void {
    const from = Buffer.from(bytes);
    from.copy(this.chunk, this.at);
    this.at += from.length;
  }

  name(text: string): void {
    const known = this.names.get(text);
    if (known !== undefined) {
      this.put(number(known, 4));
      return;
    }
    this.put(number(this.at + 4, 4));
    this.names.set(text, this.at);
    let hash = 0;
    for (const char of text) hash = (Math.imul(hash, 65_599) + char.charCodeAt(0)) >>> 0;
    this.put(Buffer.concat([number(0, 4), number(hash & 0xffff, 2), number(text.length, 2), wide(text), number(0, 2)]));
  }

  sized(write: () => void): void {
    const start = this.at;
    this.at += 4;
    write();
    this.chunk.writeUInt32LE(this.at - start - 4, start);
  }

  part(part: Part): void {
    if (typeof part === 'string') this.put(Buffer.concat([Buffer.from([5, 1]), number(part.length, 2), wide(part)]));
    else this.put(Buffer.concat([Buffer.from([part.optional ? 0x0e : 0x0d]), number(part.value, 2), Buffer.from([part.type])]));
  }

  element(tag: Tag): void {
    const attributes = Object.entries(tag.attributes ?? {});
    this.put([attributes.length > 0 ? 0x41 : 0x01]);
    this.put(number(tag.dependsOn ?? 0xffff, 2));
    this.sized(() => {
      this.name(tag.name);
      if (attributes.length > 0) this.sized(() => attributes.forEach((a, i) => this.attribute(a, i + 1 < attributes.length)));
      if (!tag.children) {
        this.put([3]);
        return;
      }
      this.put([2]);
      for (const child of tag.children) {
        if (typeof child === 'object' && 'name' in child) this.element(child);
        else this.part(child);
      }
      this.put([4]);
    });
  }

  attribute([name, value]: [string, Part], hasMore: boolean): void {
    this.put([hasMore ? 0x46 : 0x06]);
    this.name(name);
    this.part(value);
  }
}

function valuesOf(event: ClassicEvent, id: number): (readonly [number, Buffer])[] {
  const recordId = Buffer.alloc(8);
  recordId.writeBigUInt64LE(BigInt(id));
  return [
    [type.string, wide(event.provider)],
    [type.uint16, number(0, 2)],
    [type.uint16, number(event.eventId, 2)],
    [type.uint8, number(event.level, 1)],
    [type.hex64, Buffer.from('0000000000008000', 'hex')],
    [type.fileTime, fileTime(event.time)],
    [type.uint64, recordId],
    [type.string, wide(event.channel)],
    [type.string, wide(event.computer)],
    event.strings.length > 0 ? [type.strings, wide(event.strings.map((s) => `${s}\0`).join(''))] : [0, Buffer.alloc(0)],
    event.data ? [type.binary, Buffer.from(event.data, 'hex')] : [0, Buffer.alloc(0)],
    ...(event.rendered === undefined ? [] : [[type.string, wide(event.rendered)] as const]),
  ];
}

/** Writes one record; the first of a chunk holds the definition of the template, so that all of a chunk are forwarded or none. */
function writeRecord(writer: BinXmlWriter, event: ClassicEvent, id: number, template: { at: number }): void {
  const { chunk } = writer;
  const start = writer.at;
  writer.at += 24;
  writer.put([0x0f, 1, 1, 0, 0x0c, 1]);
  writer.put(templateId.subarray(0, 4));
  if (template.at === 0) {
    template.at = writer.at + 4;
    writer.put(number(template.at, 4));
    writer.put(number(0, 4));
    writer.put(templateId);
    writer.sized(() => {
      writer.put([0x0f, 1, 1, 0]);
      writer.element(event.rendered === undefined ? classic : forwarded);
      writer.put([0]);
    });
  } else writer.put(number(template.at, 4));
  const values = valuesOf(event, id);
  writer.put(number(values.length, 4));
  for (const [kind, bytes] of values) writer.put(Buffer.concat([number(bytes.length, 2), Buffer.from([kind, 0])]));
  for (const [, bytes] of values) writer.put(bytes);
  const size = Math.ceil((writer.at + 4 - start) / 8) * 8;
  chunk.writeUInt32LE(0x2a2a, start);
  chunk.writeUInt32LE(size, start + 4);
  chunk.writeBigUInt64LE(BigInt(id), start + 8);
  fileTime(event.time).copy(chunk, start + 16);
  writer.at = start + size - 4;
  writer.put(number(size, 4));
}

function writeChunk(events: readonly ClassicEvent[], firstId: number): Buffer {
  const chunk = Buffer.alloc(chunkBytes);
  const writer = new BinXmlWriter(chunk, 512);
  const template = { at: 0 };
  let last = 512;
  events.forEach((event, i) => {
    last = writer.at;
    writeRecord(writer, event, firstId + i, template);
  });
  if (writer.at > chunkBytes) throw new Error('the events do not fit one chunk');
  chunk.write(chunkMagic, 0, 'latin1');
  for (const at of [8, 24]) chunk.writeBigUInt64LE(BigInt(firstId), at);
  for (const at of [16, 32]) chunk.writeBigUInt64LE(BigInt(firstId + events.length - 1), at);
  chunk.writeUInt32LE(128, 40);
  chunk.writeUInt32LE(last, 44);
  chunk.writeUInt32LE(writer.at, 48);
  sealChunk(chunk);
  return chunk;
}

/** A log with these events, `perChunk` to a chunk, as Windows would write it. */
export function writeEvtx(events: readonly ClassicEvent[], perChunk = 60): Buffer {
  const chunks: Buffer[] = [];
  for (let i = 0; i < events.length; i += perChunk) chunks.push(writeChunk(events.slice(i, i + perChunk), i + 1));
  return Buffer.concat([fileHeader({ chunks: chunks.length, nextRecordId: events.length + 1 }), ...chunks]);
}
