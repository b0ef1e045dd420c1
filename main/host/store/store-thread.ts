import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { ExpectedError } from '#shared/api/result.ts';
import type { Rejection } from '#shared/model/source.ts';
import type { RecordBlock } from '#core/store/record-block.ts';
import { paths } from '../paths.ts';
import type { StoreDigest, StoreFailure, StoreWork, WorkerStart } from '../worker-protocol.ts';
import type { SourceTransaction } from './source-transaction.ts';

/** Bytes of blocks that are handed over together, and how many such messages may wait: so much memory it takes at most. */
const messageBytes = 512 << 10;
const mostWaiting = 16;
/** A busy machine starts a thread late; without one the records are stored where they are read. */
const startMs = 3_000;
/** SQLite gives up a locked database long before. */
const silenceMs = 120_000;

/** What a rejection takes beside its excerpt, about. */
const rejectionBytes = 200;

/** Sends work and waits until at most `left` messages are undone. Throws what went wrong with any of them. */
type Send = (work: StoreWork, left: number) => void;

/** A thread that writes sources into a case while the next records are read, and hashes them before. */
export type StoreThread = {
  /** Begins to hash a file that is being written. */
  readonly hash: (file: string) => RemoteHash;
  /** Begins a source; null when the thread could not be started. Everything of it is called as if it were done here: errors are thrown, if late, and `commit` returns when it is done. */
  readonly begin: () => SourceTransaction | null;
  /** Lets the thread end when it has done everything. The function that it gives waits for that: the folder is in use until then. */
  readonly close: () => () => void;
};

export type RemoteHash = {
  /** Says how many bytes of the file are written by now. */
  readonly advance: (end: number) => void;
  /** SHA-256 of what was written, in hexadecimal; null when the thread cannot tell. */
  readonly digest: () => string | null;
  readonly forget: () => void;
};

/** Bytes after which the thread is told to hash on. */
const hashStride = 2 << 20;

/**
 * Starts the thread; it has a connection to the database of its own, so that the caller must not write while a source is open. The
 * caller waits for it by sleeping on shared memory: only for a worker or the command line, whose thread may block.
 */
export function startStoreThread(database: string, importId: number): StoreThread {
  const { port1: port, port2: theirs } = new MessageChannel();
  const shared = new SharedArrayBuffer(8);
  const [done, failed] = [new Int32Array(shared, 0, 1), new Int32Array(shared, 4, 1)];
  const start: WorkerStart = { role: 'store', database, importId, shared, port: theirs };
  const worker = new Worker(paths.worker, { workerData: start, transferList: [theirs] });
  // What it has to tell comes through the port; one that does not even start is told by its silence.
  worker.on('error', () => undefined);
  worker.unref();
  let hasAnswered = false;
  let isMissing = false;
  let isClosing = false;
  // The thread says that it is there as if it had been asked.
  let sent = 1;

  /** Waits until at most `left` messages are undone. False when nothing happens for a long time. */
  function isDone(left: number, limitMs: number): boolean {
    for (let seen = Atomics.load(done, 0); sent - seen > left; seen = Atomics.load(done, 0)) {
      if (Atomics.wait(done, 0, seen, limitMs) === 'timed-out') return false;
    }
    return true;
  }

  function post(work: StoreWork): void {
    port.postMessage(work);
    sent += 1;
  }

  function send(work: StoreWork, left: number): void {
    post(work);
    if (!isDone(left, silenceMs)) throw new Error('the thread that stores does not answer');
    if (Atomics.exchange(failed, 0, 0) === 1) throw failureFrom(receiveMessageOnPort(port)?.message);
  }

  /** Its first answer says whether it could open the database. */
  function isThere(): boolean {
    if (!hasAnswered) isMissing = Atomics.wait(done, 0, 0, startMs) === 'timed-out' || Atomics.load(failed, 0) === 1;
    hasAnswered = true;
    return !isMissing;
  }

  function digestOf(file: string): string | null {
    send({ kind: 'digest', file }, 0);
    const answer: StoreDigest | undefined = receiveMessageOnPort(port)?.message;
    return answer?.sha256 ?? null;
  }

  return {
    hash: (file) => remoteHash(file, post, () => (isThere() ? digestOf(file) : null)),
    begin: () => {
      if (!isThere()) return null;
      send({ kind: 'begin' }, 0);
      return remoteTransaction(send);
    },
    close: () => {
      if (!isClosing) post({ kind: 'close' });
      isClosing = true;
      return () => {
        if (isThere()) isDone(0, silenceMs);
        port.close();
      };
    },
  };
}

function remoteHash(file: string, post: (work: StoreWork) => void, digest: () => string | null): RemoteHash {
  let told = 0;
  let written = 0;
  return {
    advance: (end) => {
      written = end;
      if (end - told < hashStride) return;
      told = end;
      post({ kind: 'hash', file, end });
    },
    digest: () => {
      post({ kind: 'hash', file, end: written });
      return digest();
    },
    forget: () => post({ kind: 'forget', file }),
  };
}

/**
 * Copies bytes into memory that both threads see, one piece for each message that may be under way and used again when it is done:
 * handing memory over took longer than to write what stands in it.
 */
function sharedRooms() {
  const rooms: Uint8Array[] = [];
  let turn = 0;
  let at = 0;
  return {
    add: (bytes: Uint8Array): Uint8Array => {
      const room = (rooms[turn] ??= new Uint8Array(new SharedArrayBuffer(2 * messageBytes)));
      // What finds no room is larger than a whole message should be.
      const isTooLong = at + bytes.length > room.length;
      const copy = isTooLong ? new Uint8Array(new SharedArrayBuffer(bytes.length)) : room.subarray(at, at + bytes.length);
      copy.set(bytes);
      if (!isTooLong) at += bytes.length;
      return copy;
    },
    /** To be called before a message is sent, with room for those that wait, the one being sent and the next one. */
    next: (): void => {
      turn = (turn + 1) % (mostWaiting + 2);
      at = 0;
    },
  };
}

function remoteTransaction(send: Send): SourceTransaction {
  const rooms = sharedRooms();
  let blocks: RecordBlock[] = [];
  let rejections: Rejection[] = [];
  let bytes = 0;

  function flush(): void {
    if (bytes === 0) return;
    const work: StoreWork = { kind: 'rows', blocks, rejections };
    [blocks, rejections, bytes] = [[], [], 0];
    rooms.next();
    send(work, mostWaiting);
  }

  function copied(part: Uint8Array): Uint8Array {
    bytes += part.length;
    return rooms.add(part);
  }

  return {
    addBlock: ({ count, words, numbers, texts, data }) => {
      blocks.push({ count, words, numbers: copied(numbers), texts: copied(texts), data: copied(data) });
      bytes += words.length;
      if (bytes >= messageBytes) flush();
    },
    addRejection: (rejection) => {
      rejections.push(rejection);
      bytes += rejectionBytes + rejection.excerpt.length;
      if (bytes >= messageBytes) flush();
    },
    addFacts: (facts) => send({ kind: 'facts', facts }, mostWaiting),
    commit: (summary) => {
      flush();
      send({ kind: 'commit', summary }, 0);
    },
    rollback: () => send({ kind: 'rollback' }, 0),
  };
}

function failureFrom(failure: StoreFailure | undefined): Error {
  if (failure?.kind === 'expected') return new ExpectedError(failure.error.code, failure.error.params);
  return failure?.kind === 'unexpected' ? failure.error : new Error('the thread that stores failed');
}
