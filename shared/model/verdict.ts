import { z } from 'zod';

/** `cannot-tell` is not a verdict about the tunnel: it says that evidence is missing, and which. */
export const Verdict = z.enum(['problem', 'warning', 'healthy', 'cannot-tell']);
export type Verdict = z.infer<typeof Verdict>;

/** The fifteen checks of the playbook (design/product.md): chapter letter and number. */
export const checkIds = ['A1', 'A2', 'A3', 'B1', 'B2', 'B3', 'C1', 'C2', 'C3', 'C4', 'C5', 'D1', 'D2', 'D3', 'D4'] as const;
export const CheckId = z.enum(checkIds);
export type CheckId = z.infer<typeof CheckId>;
