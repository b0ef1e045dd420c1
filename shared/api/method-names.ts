import type { MethodName } from './contract.ts';

/** The contract's methods as plain strings, for the preload, which must stay free of zod; a test pins this to the contract. */
export const methodNames = [
  'app.info', 'settings.get', 'settings.set',
  'cases.list', 'cases.create', 'cases.rename', 'cases.remove', 'cases.restore', 'samples.list', 'samples.open',
  'case.get', 'case.import', 'case.importText', 'case.exportFile', 'case.importFile',
  'analysis.get', 'answers.set', 'sources.setZone',
  'records.open', 'records.page', 'records.histogram', 'records.get', 'records.locate',
  'report.preview', 'report.export', 'job.get', 'job.cancel',
] as const satisfies readonly MethodName[];
