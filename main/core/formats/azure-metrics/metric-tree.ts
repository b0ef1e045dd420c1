import { elements, get, has, maxDepth, numeric, text, textOf } from '../azure/node.ts';
import type { AzureNode } from '../azure/node.ts';
import { secondsOf } from './metric.ts';
import type { MetricPoint } from './metric.ts';

/** A point with its time as written, the resource it is about, and the node that it was read from. */
export type PlacedPoint = MetricPoint & { readonly time: string; readonly resource: string | null; readonly node: AzureNode };

/** `/subscriptions/…/virtualMachines/vm-app1/providers/Microsoft.Insights/metrics/Percentage CPU` → `vm-app1`. */
export function resourceName(id: string | null): string | null {
  const own = (id ?? '').split(/\/providers\/Microsoft\.Insights\//i)[0] ?? '';
  return /\/providers\/[^/]{1,100}\/.{1,300}?\/([^/]{1,100})$/i.exec(own)?.[1] ?? null;
}

/** REST and `az` write `name.value`, PowerShell the same or the name alone. */
function nameOf(node: AzureNode | null): string | null {
  return textOf(node) ?? text(node, 'value');
}

function pointOf(
  node: AzureNode,
  metric: string,
  dimensions: readonly string[],
  seconds: number | null,
): Omit<PlacedPoint, 'resource'> | null {
  const time = text(node, 'timeStamp');
  if (time === null) return null;
  const figure = (name: string): number | null => {
    const value = text(node, name);
    return numeric(node, name) ?? (value !== null && /^-?\d{1,3}(?:\.\d{1,20})?e[+-]?\d{1,3}$/i.test(value) ? Number(value) : null);
  };
  const values = { average: figure('average'), maximum: figure('maximum'), total: figure('total') };
  return { metric, dimensions, seconds, time, ...values, node };
}

function* pointsOf(metric: AzureNode, interval: number | null): Generator<PlacedPoint> {
  const name = nameOf(get(metric, 'name'));
  if (name === null) return;
  const resource = resourceName(text(metric, 'id') ?? text(metric, 'resourceId'));
  const seconds = secondsOf(text(metric, 'timeGrain')) ?? interval;
  const series = has(metric, 'timeseries') ? elements(get(metric, 'timeseries')) : [metric];
  for (const one of series) {
    const dimensions = elements(get(one, 'metadatavalues')).flatMap((value) => text(value, 'value') ?? []);
    for (const node of elements(get(one, 'data'))) {
      const point = pointOf(node, name, dimensions, seconds);
      if (point !== null) yield { ...point, resource };
    }
  }
}

/** Every point of every metric in a tree, whatever it is wrapped in: an answer of REST, of `az`, of PowerShell, a list of them. */
export function* findPoints(node: AzureNode, interval: number | null = null, depth = 0): Generator<PlacedPoint> {
  if (depth > maxDepth || node.type === 'scalar') return;
  if (node.type === 'object' && has(node, 'name') && (has(node, 'timeseries') || has(node, 'data'))) {
    yield* pointsOf(node, interval);
    return;
  }
  const own = node.type === 'object' ? (secondsOf(text(node, 'interval')) ?? interval) : interval;
  const children = node.type === 'array' ? node.items : [...node.members.values()];
  for (const child of children) yield* findPoints(child, own, depth + 1);
}

/** True when a tree, whole or cut, holds a metric. */
export function holdsMetric(node: AzureNode, depth = 0): boolean {
  if (depth > maxDepth || node.type === 'scalar') return false;
  if (node.type === 'object' && has(node, 'name') && (has(node, 'timeseries') || (has(node, 'data') && has(node, 'unit')))) return true;
  const children = node.type === 'array' ? node.items : [...node.members.values()];
  return children.some((child) => holdsMetric(child, depth + 1));
}
