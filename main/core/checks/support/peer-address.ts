import { overlaps, parseRange, rangeText } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import type { CheckResult, Facts } from '../check.ts';
import { dialledEnds, type Dialled } from './dialled.ts';
import { newest } from './newest.ts';
import { decided, gather, unknown } from './result.ts';
import { gatewayAddresses } from './network.ts';

function isOneOf(address: AddressRange, ranges: readonly AddressRange[]): boolean {
  return ranges.some((range) => overlaps(address, range));
}

function textOf(addresses: readonly AddressRange[]): string {
  return [...new Set(addresses.map(rangeText))].join(', ') || unknown;
}

function namesOf(ends: readonly Dialled[]): string {
  return ends.map((end) => end.name).join(', ');
}

/** A name that the device calls and that leads nowhere, or to somebody else than the gateway. */
function judgeNames(ends: readonly Dialled[], gateways: readonly AddressRange[]): CheckResult[] {
  const lost = ends.filter((end) => end.addresses?.length === 0);
  if (lost.length > 0 && (lost.length === ends.length || gateways.length > 0))
    return [decided('name-unknown', { peer: namesOf(lost) }, gather(...lost.map((end) => end.citations)))];
  const isTold = gateways.length > 0 && ends.every((end) => end.addresses !== null) && ends.some((end) => end.isName);
  if (!isTold) return [];
  const answer = `${textOf(ends.flatMap((end) => end.addresses ?? []))} ≠ ${textOf(gateways)}`;
  return [decided('not-the-gateway', { peer: namesOf(ends), answer }, gather(...ends.map((end) => end.citations)))];
}

/** Another page than the health page of a gateway, where the device expects one. */
function judgePages(view: Facts, ends: readonly Dialled[]): CheckResult[] {
  const called = ends.flatMap((end) => end.addresses ?? []);
  const pages = newest(
    view.of('health-probe').filter((page) => page.address !== null),
    (page) => `${page.address} ${page.port}`,
  );
  const living = new Set(pages.filter((page) => page.result === 'up').map((page) => page.address));
  return pages.flatMap((page) => {
    const address = parseRange(page.address ?? '');
    if (page.result !== 'other-answer' || living.has(page.address) || address === null || !isOneOf(address, called)) return [];
    const answer = `https, ${page.port}: ${page.status ?? unknown}`;
    return [decided('not-the-gateway', { peer: rangeText(address), answer }, page.citations)];
  });
}

/**
 * Whether what the device calls is the gateway at all, as probes of names and of the health page tell. Nothing is said as soon as one of
 * the ends that it calls is an address of the gateway: the others are tunnels to other sites.
 */
export function judgePeerAddress(view: Facts): CheckResult[] {
  const [ends, gateways] = [dialledEnds(view), gatewayAddresses(view)];
  if (ends.some((end) => end.addresses?.some((address) => isOneOf(address, gateways)))) return [];
  return [...judgeNames(ends, gateways), ...judgePages(view, ends)];
}
