const nodeId = /\(node([0-9A-Fa-f]{8})\)/g;

/**
 * Numbers the structure elements of a tagged PDF anew, from 1 in their own order. Chromium names them after the page's DOM nodes, whose
 * count depends on what the browser did before; so the same page printed twice would differ. Every id keeps its length, so that the
 * offsets of the cross-reference table hold, and its order, which the id tree is sorted by (ISO 32000-1, 7.9.6).
 */
export function stablePdf(pdf: Uint8Array): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  const ids = [...new Set(Array.from(text.matchAll(nodeId), (match) => match[1]!))].toSorted();
  const numbers = new Map(ids.map((id, i) => [id, String(i + 1).padStart(8, '0')]));
  const renumbered = text.replace(nodeId, (_, id: string) => `(node${numbers.get(id)})`);
  return new Uint8Array(Buffer.from(renumbered, 'latin1'));
}
