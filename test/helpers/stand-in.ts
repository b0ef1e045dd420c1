/** A value that a test passes where the type asks for more than the code under test uses, or for something else on purpose. */
export function standIn(value: unknown) {
  const untyped = Object.create(null);
  untyped.value = value;
  return untyped.value;
}
