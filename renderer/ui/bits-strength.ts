/** Words for a weight of evidence: 1 bit doubles the odds, 3 bits are eight to one. */
export function strengthOf(bits: number): 'strong' | 'moderate' | 'weak' {
  const size = Math.abs(bits);
  if (size >= 3) return 'strong';
  return size >= 1 ? 'moderate' : 'weak';
}
