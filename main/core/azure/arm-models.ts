import { z } from 'zod';

/**
 * What the collection itself reads out of answers, to know what to ask next. Everything else of an answer is for the import. A member
 * that is missing or of another shape is read as absent: then there is nothing more to ask about it.
 */
const Id = z.object({ id: z.string() });
const id = Id.nullish().catch(null);
const many = <T extends z.ZodType>(item: T) => z.array(item).catch([]);
const properties = <T extends z.ZodRawShape>(shape: T) => z.object({ properties: z.object(shape) });

export const SubscriptionList = z.object({
  value: z.array(z.object({ subscriptionId: z.string(), displayName: z.string().default(''), state: z.string().default('') })),
});

const Resource = z.object({ id: z.string(), name: z.string(), location: z.string().default('') });
export const GatewayList = z.object({
  value: z.array(
    Resource.extend({
      properties: z
        .object({
          gatewayType: z.string().default(''),
          vpnType: z.string().default(''),
          sku: z.object({ name: z.string() }).catch({ name: '' }),
        })
        .catch({ gatewayType: '', vpnType: '', sku: { name: '' } }),
    }),
  ),
});
export const ConnectionList = z.object({
  value: z.array(
    Resource.extend({
      properties: z
        .object({
          connectionType: z.string().default(''),
          localNetworkGateway2: id,
          virtualNetworkGateway1: id,
          virtualNetworkGateway2: id,
        })
        .catch({ connectionType: '', localNetworkGateway2: null, virtualNetworkGateway1: null, virtualNetworkGateway2: null }),
    }),
  ),
});

export const ConnectionBody = properties({ localNetworkGateway2: id });
export const GatewayBody = properties({
  enableBgp: z.boolean().catch(false),
  ipConfigurations: many(properties({ publicIPAddress: id, subnet: id })),
});
const Subnet = z.object({
  name: z.string().catch(''),
  properties: z
    .object({ networkSecurityGroup: id, routeTable: id, ipConfigurations: many(Id) })
    .catch({ networkSecurityGroup: null, routeTable: null, ipConfigurations: [] }),
});
export const VnetBody = properties({ subnets: many(Subnet), virtualNetworkPeerings: many(properties({ remoteVirtualNetwork: id })) });
const Placed = properties({ subnet: id });
export const NicBody = properties({ virtualMachine: id, networkSecurityGroup: id, ipConfigurations: many(Placed) });
export const DiagnosticSettings = z.object({ value: many(properties({ workspaceId: z.string().nullish().catch(null) })) });
export const TroubleshootBody = z.object({ startTime: z.string().catch('') });
const Address = z.object({ properties: z.object({ privateIPAddress: z.string().catch(''), subnet: id }) });
export const InterfaceList = z.object({
  value: many(Resource.extend({ properties: z.object({ virtualMachine: id, ipConfigurations: many(Address) }) })),
});
export const StorageList = z.object({ value: many(Resource) });
export const WatcherList = z.object({ value: many(Resource) });
