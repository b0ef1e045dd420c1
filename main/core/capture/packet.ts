/** Seconds of the Unix epoch and the rest in nanoseconds: a double would lose the digits of nanosecond captures. */
export type PacketTime = { readonly seconds: number; readonly nanoseconds: number };

/** One packet as it stands in the file; `bytes` is good until the next packet is asked for. */
export type Packet = {
  /** 1-based, as Wireshark counts. */
  readonly number: number;
  /** Where the packet's record or block begins in the file. */
  readonly offset: number;
  /** LINKTYPE_ value (tcpdump.org, Link-layer header types). */
  readonly linkType: number;
  readonly time: PacketTime | null;
  readonly bytes: Buffer;
  /** Length on the wire; larger than `bytes` when the capture kept only the start of each packet. */
  readonly wireLength: number;
};

/** What cannot be read of a file, from `offset` on. */
export type CaptureLoss = {
  readonly kind: 'loss';
  readonly reason: 'header' | 'cut' | 'length' | 'interface' | 'text-transfer';
  readonly offset: number;
  /** Number of the packet that should have stood there; null when no packet is concerned. */
  readonly number: number | null;
};

export type CaptureItem = { readonly kind: 'packet'; readonly packet: Packet } | CaptureLoss;

/** No IKE message is longer than a UDP datagram; of a longer packet only the start is looked at. */
export const mostPacketBytes = 1 << 18;
/** Longer blocks are a sign of a damaged file; the limit of libpcap for its largest link types. */
export const mostRecordBytes = 1 << 27;
