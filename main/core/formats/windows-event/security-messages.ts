/** The value at this place of a message is no value of the event: the template writes `AuthIP` or `SSL` itself. */
const fixed = 0;

/** `from` to `to`, both included. */
function run(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

const inOrder = (count: number): readonly (readonly number[])[] => [run(1, count)];
const mainModeOfTwo = [1, 3, 4, 2, 5, 6, 8, 9, 10, 11, 12, 16, fixed, 7, 13, 14, 15];
const certificates = [1, 9, 10, 2, 3, 4, 5, 11, 12, 6, 7, 8];

/**
 * Places of the values in the rendered message, line after line as `%n` (1-based), by event and version: the labels are translated,
 * their order is not. From the messages of the provider Microsoft-Windows-Security-Auditing in Windows 10 and 11.
 */
const messageOrders: Readonly<Record<number, readonly (readonly number[])[]>> = {
  4616: [[1, 2, 3, 4, 7, 8, 5, 6]],
  4650: [[1, 3, 4, 2, 5, 6, 12, 13, 17, 9, 10, 11, 7, 8, 14, 15, 16]],
  4651: [[...certificates, 15, 16, 17, 18, 19, 23, 13, 14, 20, 21, 22]],
  4652: [[...certificates, 13, 16, 18, 19, 20, 14, 15, 17, 21, 22]],
  4653: [[1, 3, 4, 2, 5, 6, 7, 10, 12, 13, 14, 8, 9, 11, 15, 16]],
  4654: [
    [1, 2, 3, 4, 5, 6, 7, 8, 10, 9, 11, 14, 16, 18, 19, 15, 17, 12, 13],
    [1, 2, 3, 4, 5, 6, 7, 8, 10, 9, 11, 20, 21, 14, 16, 18, 19, 15, 17, 12, 13],
  ],
  4655: inOrder(4),
  4946: inOrder(3),
  4947: inOrder(3),
  4948: inOrder(3),
  4960: inOrder(2),
  4961: inOrder(2),
  4962: inOrder(2),
  4963: inOrder(2),
  4965: inOrder(2),
  4976: inOrder(3),
  4977: inOrder(3),
  4978: inOrder(3),
  4979: [[...mainModeOfTwo, ...run(17, 21)]],
  4980: [[...mainModeOfTwo, ...run(17, 24), fixed, 25, 26]],
  4981: [[...certificates, ...run(13, 17), 21, fixed, fixed, 18, 19, 20, ...run(22, 26)]],
  4982: [[1, fixed, 9, 2, 3, 4, 5, 10, 11, 6, 7, 8, ...run(12, 16), 20, fixed, fixed, 17, 18, 19, ...run(21, 28), fixed, 29, 30]],
  4983: [[...certificates, fixed, fixed, 16, 17, 18, 13, 14, 15]],
  4984: [[1, 3, 4, 2, 5, 6, fixed, 9, 11, 12, 13, 7, 8, 10]],
  5040: inOrder(3),
  5041: inOrder(3),
  5042: inOrder(3),
  5043: inOrder(3),
  5044: inOrder(3),
  5045: inOrder(3),
  5046: inOrder(3),
  5047: inOrder(3),
  5048: inOrder(3),
  5049: inOrder(3),
  5152: inOrder(11),
  5157: inOrder(11),
  5451: [run(1, 24), run(1, 26)],
  5452: [run(1, 8), run(1, 12)],
};

/** Puts the values of a message's `label: value` lines into the order of the event; null when their number fits no version. */
export function securityValues(eventId: number, shown: readonly string[]): readonly string[] | null {
  const order = messageOrders[eventId]?.find((o) => o.length === shown.length);
  if (!order) return null;
  const values = Array.from({ length: Math.max(...order) }, () => '');
  order.forEach((place, i) => {
    if (place !== fixed) values[place - 1] = shown[i]!;
  });
  return values;
}
