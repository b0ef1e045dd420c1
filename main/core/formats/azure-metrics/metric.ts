/** One figure of a metric: what it measures, of which resource and instance, and the values that the export gives of it. */
export type MetricPoint = {
  readonly metric: string;
  /** Values of the dimensions, in their order (`to-hq`, `203.0.113.10`, `GatewayTenantWorker_IN_0`). */
  readonly dimensions: readonly string[];
  readonly average: number | null;
  readonly maximum: number | null;
  readonly total: number | null;
  /** Length of the interval that a total is of. */
  readonly seconds: number | null;
};

/** `PT5M`, `00:05:00`, `PT1H`, `P1D` → seconds. */
export function secondsOf(text: string | null | undefined): number | null {
  const iso = /^P(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,5})S)?)?$/i.exec((text ?? '').trim());
  const clock = /^(?:(\d{1,3})\.)?(\d{1,2}):(\d{2}):(\d{2})$/.exec((text ?? '').trim());
  const [, days, hours, minutes, seconds] = iso ?? clock ?? [];
  const sum = Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return sum > 0 ? sum : null;
}

function named(key: string, dimensions: readonly string[]): string {
  return dimensions.length === 0 ? key : `${key}:${dimensions.join(' ')}`;
}

/** Metrics of a VPN gateway (Microsoft, Monitor VPN gateway data reference) and of a virtual machine that checks read; all others keep their name. */
const known: Readonly<Record<string, { readonly key: string; readonly read: (point: MetricPoint) => number | null }>> = {
  averagebandwidth: { key: 'gateway.bandwidth', read: averaged },
  tunnelaveragebandwidth: { key: 'tunnel.bandwidth', read: averaged },
  tunnelingressbytes: { key: 'tunnel.received', read: rated },
  tunnelegressbytes: { key: 'tunnel.transmitted', read: rated },
  bgppeerstatus: { key: 'bgp.status', read: averaged },
};

function averaged(point: MetricPoint): number | null {
  return point.average ?? point.maximum;
}

/** A total of bytes as bytes a second; the bytes alone say nothing about the speed. */
function rated(point: MetricPoint): number | null {
  return point.total === null || point.seconds === null ? null : point.total / point.seconds;
}

/** Key and value of a point as `PerfSampleData` has them; null when the export gives no value that can be used. */
export function sampleOf(point: MetricPoint): { readonly key: string; readonly value: number } | null {
  const name = point.metric.replaceAll(/[\s_]/g, '').toLowerCase();
  if (name === 'percentagecpu') {
    const value = averaged(point);
    return value === null ? null : { key: 'cpu.total', value };
  }
  const found = known[name];
  const value = found === undefined ? (point.average ?? point.total ?? point.maximum) : found.read(point);
  return value === null ? null : { key: named(found?.key ?? point.metric, point.dimensions), value };
}
