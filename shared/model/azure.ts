import { z } from 'zod';
import { Message } from './message.ts';

/** The three clouds that the collection knows; where each has its sign-in and its resource manager is in main/core/azure/clouds.ts. */
export const AzureCloud = z.enum(['public', 'us-government', 'china']);
export type AzureCloud = z.infer<typeof AzureCloud>;

/** Where and as which application to sign in. `clientId` is that of the user's own app registration; empty until it is set. */
export const AzureSettings = z.strictObject({
  cloud: AzureCloud,
  /** A tenant id, a domain of the tenant, or `organizations`. */
  tenant: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/),
  clientId: z.union([z.literal(''), z.guid()]),
});
export type AzureSettings = z.infer<typeof AzureSettings>;
export const defaultAzureSettings: AzureSettings = { cloud: 'public', tenant: 'organizations', clientId: '' };

const name = z.string().max(260);
/**
 * An ARM id without anything that could lead out of its path. Names of resource groups may have letters of any script (Microsoft Learn,
 * "Naming rules and restrictions for Azure resources").
 */
const armId = (type: string, resource = '[\\w.()-]+'): z.ZodString =>
  z
    .string()
    .max(1000)
    .regex(new RegExp(`^/subscriptions/[\\w-]+/resourceGroups/[\\p{L}\\p{M}\\p{N}_.()-]+/providers/${type}/${resource}$`, 'iu'));

export const SubscriptionId = z.guid();
export const GatewayId = armId('Microsoft\\.Network/virtualNetworkGateways');
export const ConnectionId = armId('Microsoft\\.Network/connections');
export const InterfaceId = armId('Microsoft\\.Network/networkInterfaces');
/** The name of a storage account becomes a part of a host name: 3 to 24 small letters and digits, and nothing else. */
export const StorageId = armId('Microsoft\\.Storage/storageAccounts', '[a-z0-9]{3,24}');

/** What a sign-in asks for: the resource manager, and storage only when a person wants the report of a diagnosis. */
export const AzureAccess = z.enum(['resource-manager', 'storage']);
export type AzureAccess = z.infer<typeof AzureAccess>;

export const AzureAccount = z.object({ username: z.string(), tenantId: z.string(), cloud: AzureCloud });
export type AzureAccount = z.infer<typeof AzureAccount>;

/** What a person has to do while a sign-in waits. The user code is good for one sign-in and is meant to be read. */
export const PendingSignIn = z.discriminatedUnion('way', [
  z.object({ way: z.literal('browser') }),
  z.object({ way: z.literal('device-code'), userCode: z.string(), address: z.string(), expiresMs: z.number() }),
]);
export type PendingSignIn = z.infer<typeof PendingSignIn>;

/** What a collection brought. `folder` is the first part of the paths of its sources. */
export const CollectResult = z.object({
  caseId: z.string(),
  folder: z.string(),
  arrived: z.array(z.string()),
  missing: z.array(z.object({ path: z.string(), reason: Message })),
});
export type CollectResult = z.infer<typeof CollectResult>;

export const AzureState = z.object({
  account: AzureAccount.nullable(),
  pending: PendingSignIn.nullable(),
  /** Whether the sign-in outlives the application: true where the operating system keeps a key for it. */
  remembers: z.boolean(),
  /** Whether a system browser can be opened here. */
  canOpenBrowser: z.boolean(),
  /** Whether the account agreed, since the program started, that blobs are read in its name. */
  readsStorage: z.boolean(),
  last: CollectResult.nullable(),
});
export type AzureState = z.infer<typeof AzureState>;

export const AzureSubscription = z.object({ id: z.string(), name, state: z.string() });
export const AzureGatewayChoice = z.object({
  id: z.string(),
  name,
  resourceGroup: name,
  location: z.string(),
  sku: z.string(),
  vpnType: z.string(),
});
export const AzureConnectionChoice = z.object({ id: z.string(), name, resourceGroup: name, type: z.string(), localGateway: z.string() });
export type AzureSubscription = z.infer<typeof AzureSubscription>;
export type AzureGatewayChoice = z.infer<typeof AzureGatewayChoice>;
export type AzureConnectionChoice = z.infer<typeof AzureConnectionChoice>;

/** A network interface in the gateway's VNet; `machine` is the name of its virtual machine, empty without one. */
export const AzureInterfaceChoice = z.object({ id: z.string(), name, machine: name, addresses: z.array(z.string()) });
export type AzureInterfaceChoice = z.infer<typeof AzureInterfaceChoice>;
export const AzureStorageChoice = z.object({ id: z.string(), name, resourceGroup: name, location: z.string() });
export type AzureStorageChoice = z.infer<typeof AzureStorageChoice>;

/**
 * One kind of call of a collection. `path` has braces where a name is learnt from an earlier answer. `kind`: a plain read; a POST
 * that only reads; the read of the shared key; a POST that starts a diagnosis which writes to a storage account; the read of the
 * files that it wrote there, which needs a consent of its own.
 */
export const PlannedCall = z.object({
  id: z.string(),
  method: z.enum(['GET', 'POST']),
  path: z.string(),
  kind: z.enum(['read', 'reading-post', 'key', 'starts', 'report']),
  /** The Azure permission that it needs. */
  permission: z.string(),
  byDefault: z.boolean(),
  /** Ids of the calls without which this one is not made: they are made with it. */
  needs: z.array(z.string()),
});
export type PlannedCall = z.infer<typeof PlannedCall>;

export const CollectTarget = z.strictObject({ gatewayId: GatewayId, connectionId: ConnectionId });
export type CollectTarget = z.infer<typeof CollectTarget>;

/** Most interfaces whose effective rules and routes are asked for. */
export const maxInterfaces = 8;

/** Ids of the calls to make. Only what is listed is called: the shared key and the diagnosis need their own id like any other. */
export const CollectWish = z.strictObject({
  calls: z.array(z.string().max(40)).min(1).max(60),
  /** Which interfaces are looked at; empty for the first ones of the VNet. */
  interfaces: z.array(InterfaceId).max(maxInterfaces).default([]),
  /** For the diagnosis of Network Watcher: where it writes. */
  storage: z.strictObject({ storageId: StorageId, container: z.string().regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/) }).nullable(),
});
export type CollectWish = z.infer<typeof CollectWish>;
