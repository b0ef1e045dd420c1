import { describe, expect, it } from 'vitest';
import {
  checkFrom,
  decidedText,
  following,
  gapsOf,
  nextBest,
  startingStep,
  supportedCause,
} from '../../../../renderer/features/wizard/steps.ts';
import { createWizardStore } from '../../../../renderer/features/wizard/wizard-store.ts';
import { findingOf, reportedCauses } from '../../../../renderer/features/case/words.ts';
import { healthyAnalysis, troubledAnalysis, undecidedAnalysis } from '../../../helpers/fake-analysis.ts';

describe('steps of the wizard', () => {
  it('starts at the best next check', () => expect(startingStep(troubledAnalysis)).toBe('C2'));
  it('starts at the first undecided check when none is worth more than another', () => expect(startingStep(healthyAnalysis)).toBe('A3'));
  it('proposes the best check other than the one on the screen', () => expect(nextBest(troubledAnalysis, 'C2')).toBe('C1'));
  it('proposes nothing when nothing would tell more', () => expect(nextBest(healthyAnalysis, 'A1')).toBeNull());
  it('goes round after the last step', () => expect([following('A3'), following('D4')]).toEqual(['B1', 'A1']));
  it('counts the decided checks', () => expect([decidedText(troubledAnalysis), decidedText(undecidedAnalysis)]).toEqual(['10/15', '0/15']));
  it('reads a check from an address', () => expect([checkFrom('C2'), checkFrom('Z9'), checkFrom(undefined)]).toEqual(['C2', null, null]));
  it('finds what is missing for a step', () =>
    expect(gapsOf(troubledAnalysis, 'C2').map((g) => g.evidence)).toEqual(['azure-shared-key', 'device-shared-key']));

  it('names the cause that an outcome speaks for, the second one too', () => {
    const reported = reportedCauses(troubledAnalysis);
    const supported = (check: 'A2' | 'C3' | 'D3') => {
      const finding = findingOf(troubledAnalysis, check);
      return finding ? supportedCause(reported, finding)?.id : undefined;
    };
    expect([supported('A2'), supported('C3'), supported('D3')]).toEqual(['psk-mismatch', 'gateway-subnet-nsg', undefined]);
  });
});

describe('an answer begun by hand', () => {
  it('is kept until it is saved or the case is left', () => {
    const store = createWizardStore();
    store.choose('C2', 'hand');
    store.draft('C2', { outcome: 'different' });
    store.draft('C2', { note: 'compared on the phone' });
    expect(store.getState().drafts.C2).toEqual({ outcome: 'different', note: 'compared on the phone' });
    store.discard('C2');
    expect(store.getState().drafts.C2).toEqual({ outcome: null, note: '' });
    expect(store.getState().ways.C2).toBe('hand');
    store.reset();
    expect(store.getState()).toEqual({ ways: {}, drafts: {} });
  });
});
