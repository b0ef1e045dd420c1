import { z } from 'zod';
import { Analysis } from '../model/analysis.ts';
import {
  AzureAccess,
  AzureConnectionChoice,
  AzureGatewayChoice,
  AzureInterfaceChoice,
  AzureState,
  AzureStorageChoice,
  AzureSubscription,
  CollectTarget,
  CollectWish,
  GatewayId,
  PlannedCall,
  SubscriptionId,
} from '../model/azure.ts';
import { CaseDetail, CaseId, CaseSummary } from '../model/case.ts';
import { collectorIds, longestParameter } from '../model/collector.ts';
import { Job } from '../model/job.ts';
import { Language } from '../model/message.ts';
import { NegotiationView } from '../model/negotiation.ts';
import { computerNamePattern, mostDays, powerShellScriptIds, powerShellStates } from '../model/powershell.ts';
import { ProbeHost, ProbeRequest, ProbeRun, ProbeSuggestion } from '../model/probe.ts';
import { RecordDetail, RecordFilter, RecordRow } from '../model/record.ts';
import { ReportFormat, ReportOptions } from '../model/report.ts';
import { Settings } from '../model/settings.ts';
import { CheckId } from '../model/verdict.ts';

const Nothing = z.strictObject({});
/** Opaque, single-purpose, short-lived permission for one file; a path cannot be said across the contract. */
const Grant = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/);
const ViewId = z.string().max(64);
const CollectorValues = z.record(z.string().max(40), z.string().max(longestParameter));
const PowerShellRequest = z.strictObject({
  script: z.enum(powerShellScriptIds),
  computerName: z.string().regex(computerNamePattern).nullable(),
  days: z.number().int().min(1).max(mostDays),
});
const JobStarted = z.object({ jobId: z.string() });
const ZoneName = z
  .string()
  .max(64)
  .regex(/^(?:[+-]\d{2}:\d{2}|[A-Za-z][\w+-]*(?:\/[\w+-]+)*)$/);
const Place = z.strictObject({ caseId: CaseId, sourceId: z.string().max(64), seq: z.number().int().min(0) });

/**
 * THE contract: method name → input and output. The client type, the handler type, Electron channels, HTTP routes and
 * the preload's method list are all computed from this object.
 */
export const contract = {
  'app.info': {
    input: Nothing,
    output: z.object({
      version: z.string(),
      shell: z.enum(['electron', 'browser']),
      dataFolder: z.string(),
      capabilities: z.object({
        nativeDialog: z.boolean(),
        revealFile: z.boolean(),
        azure: z.boolean(),
        probes: z.boolean(),
        /** The shell asks in a dialog of its own before a probe is sent; else the page has to. */
        confirmsProbes: z.boolean(),
      }),
      /** Whether shipped PowerShell scripts can be run from here, or why not. */
      powershell: z.enum(powerShellStates),
    }),
  },
  'settings.get': { input: Nothing, output: Settings },
  'settings.set': { input: Settings, output: Settings },
  'cases.list': { input: Nothing, output: z.array(CaseSummary) },
  'cases.create': { input: z.strictObject({ title: z.string().trim().min(1).max(200) }), output: CaseSummary },
  'cases.rename': { input: z.strictObject({ caseId: CaseId, title: z.string().trim().min(1).max(200) }), output: CaseSummary },
  /** Moves the case to the bin of the data folder; `cases.restore` brings it back. */
  'cases.remove': { input: z.strictObject({ caseId: CaseId }), output: z.object({}) },
  'cases.restore': { input: z.strictObject({ caseId: CaseId }), output: CaseSummary },
  'samples.list': { input: Nothing, output: z.array(z.object({ id: z.string(), title: z.record(Language, z.string()) })) },
  'samples.open': {
    input: z.strictObject({ sample: z.string().max(60), title: z.string().trim().min(1).max(200) }),
    output: z.object({ caseId: z.string(), jobId: z.string() }),
  },
  'case.get': { input: z.strictObject({ caseId: CaseId }), output: CaseDetail },
  'case.import': { input: z.strictObject({ caseId: CaseId, grants: z.array(Grant).min(1).max(500) }), output: JobStarted },
  'case.importText': {
    input: z.strictObject({ caseId: CaseId, name: z.string().trim().min(1).max(100), text: z.string().max(20_000_000) }),
    output: JobStarted,
  },
  'case.exportFile': { input: z.strictObject({ caseId: CaseId, grant: Grant }), output: JobStarted },
  'case.importFile': { input: z.strictObject({ grant: Grant }), output: JobStarted },
  'analysis.get': { input: z.strictObject({ caseId: CaseId }), output: Analysis },
  /** What happened between both ends, from every witness: negotiations, the ends' settings side by side, drops. */
  'negotiations.get': { input: z.strictObject({ caseId: CaseId }), output: NegotiationView },
  'answers.set': {
    input: z.strictObject({ caseId: CaseId, check: CheckId, outcome: z.string().max(60).nullable(), note: z.string().max(2000) }),
    output: Analysis,
  },
  /** Reads a source again with a zone for the times that name none (an IANA name or `±hh:mm`); null takes the zone back. Views of the case expire. */
  'sources.setZone': {
    input: z.strictObject({ caseId: CaseId, sourceId: z.string().max(64), zone: ZoneName.nullable() }),
    output: Analysis,
  },
  /** Reads what a source's file has given up and not overwritten as a source of its own, on which no finding rests. Views of the case expire. */
  'sources.carve': {
    input: z.strictObject({ caseId: CaseId, sourceId: z.string().max(64) }),
    output: z.object({ records: z.number().int() }),
  },
  /** Opens a filtered, time-ordered list over all records of the case; rows are fetched by position. */
  'records.open': {
    input: z.strictObject({ caseId: CaseId, filter: RecordFilter }),
    output: z.object({
      viewId: z.string(),
      total: z.number().int(),
      firstMs: z.number().nullable(),
      lastMs: z.number().nullable(),
      providers: z.array(z.string()),
      eventIds: z.array(z.number().int()),
    }),
  },
  'records.page': {
    input: z.strictObject({ viewId: ViewId, start: z.number().int().min(0), count: z.number().int().min(1).max(500) }),
    output: z.array(RecordRow),
  },
  /** Counts per time bucket, one array per level ('none' for records without), over the records of the view that have a time. */
  'records.histogram': {
    input: z.strictObject({ viewId: ViewId, buckets: z.number().int().min(1).max(2000) }),
    output: z.object({ fromMs: z.number(), toMs: z.number(), counts: z.record(z.string(), z.array(z.number().int())) }),
  },
  'records.get': { input: Place, output: RecordDetail },
  /** Position of a record in a view; null when the filter hides it. */
  'records.locate': {
    input: z.strictObject({ viewId: ViewId, sourceId: z.string().max(64), seq: z.number().int().min(0) }),
    output: z.object({ position: z.number().int().nullable() }),
  },
  'report.preview': { input: z.strictObject({ caseId: CaseId, options: ReportOptions }), output: z.object({ html: z.string() }) },
  'report.export': {
    input: z.strictObject({ caseId: CaseId, format: ReportFormat, options: ReportOptions, grant: Grant }),
    output: JobStarted,
  },
  /** A shipped script with values written into it; `values` by parameter of `collectors` in shared/model/collector.ts. */
  'collectors.script': {
    input: z.strictObject({ collector: z.enum(collectorIds), values: CollectorValues }),
    output: z.object({ fileName: z.string(), text: z.string() }),
  },
  'collectors.save': {
    input: z.strictObject({ collector: z.enum(collectorIds), values: CollectorValues, grant: Grant }),
    output: z.object({ file: z.string() }),
  },
  'azure.state': { input: Nothing, output: AzureState },
  /**
   * Signs in with the cloud, tenant and application of the settings; the job waits for the person and tells in `azure.state` what to do.
   * With `access: 'storage'` the account that is signed in is asked for its consent to read blobs.
   */
  'azure.signIn': {
    input: z.strictObject({ way: z.enum(['browser', 'device-code']), access: AzureAccess.default('resource-manager') }),
    output: JobStarted,
  },
  'azure.signOut': { input: Nothing, output: z.object({}) },
  'azure.subscriptions': { input: Nothing, output: z.array(AzureSubscription) },
  'azure.gateways': { input: z.strictObject({ subscriptionId: SubscriptionId }), output: z.array(AzureGatewayChoice) },
  'azure.connections': { input: z.strictObject({ gatewayId: GatewayId }), output: z.array(AzureConnectionChoice) },
  /** Network interfaces in the VNet of a gateway. */
  'azure.interfaces': { input: z.strictObject({ gatewayId: GatewayId }), output: z.array(AzureInterfaceChoice) },
  'azure.storageAccounts': { input: z.strictObject({ subscriptionId: SubscriptionId }), output: z.array(AzureStorageChoice) },
  /** What a collection can call, before anything is called. Asks no network. */
  'azure.plan': { input: CollectTarget, output: z.array(PlannedCall) },
  /** Makes the calls of the wish, and those only, and takes the answers into the case. */
  'azure.collect': { input: z.strictObject({ caseId: CaseId, target: CollectTarget, wish: CollectWish }), output: JobStarted },
  /** The command that a script would run as, and its text. Runs nothing. */
  'powershell.show': { input: PowerShellRequest, output: z.object({ command: z.string(), text: z.string() }) },
  /** Runs a shipped script and takes its answer into the case. `confirmed` is the command as it was shown to the user. */
  'powershell.run': {
    input: z.strictObject({ caseId: CaseId, request: PowerShellRequest, confirmed: z.string().max(2000) }),
    output: JobStarted,
  },
  /** What could be probed, from the names that the case holds. Sends nothing. */
  'probes.plan': { input: z.strictObject({ caseId: CaseId }), output: z.array(ProbeSuggestion) },
  /** Sends packets to the targets of the requests, which the user has to have confirmed one by one, and takes the results into the case. */
  'probes.run': {
    input: z.strictObject({
      caseId: CaseId,
      requests: z.array(ProbeRequest).min(1).max(20),
      confirmed: z.array(ProbeHost).max(40),
    }),
    output: JobStarted,
  },
  'probes.state': { input: z.strictObject({ jobId: z.string().max(64) }), output: z.array(ProbeRun) },
  /** Ends what runs and keeps what was measured; `job.cancel` keeps nothing. */
  'probes.stop': { input: z.strictObject({ jobId: z.string().max(64) }), output: z.object({}) },
  'job.get': { input: z.strictObject({ jobId: z.string().max(64) }), output: Job },
  'job.cancel': { input: z.strictObject({ jobId: z.string().max(64) }), output: z.object({}) },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type Contract = typeof contract;
export type MethodName = keyof Contract;
export type Input<M extends MethodName> = z.input<Contract[M]['input']>;
export type ParsedInput<M extends MethodName> = z.output<Contract[M]['input']>;
export type Output<M extends MethodName> = z.output<Contract[M]['output']>;
