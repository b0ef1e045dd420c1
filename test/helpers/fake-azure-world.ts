import type {
  AzureConnectionChoice,
  AzureGatewayChoice,
  AzureInterfaceChoice,
  AzureState,
  AzureStorageChoice,
  AzureSubscription,
  PlannedCall,
} from '#shared/model/azure.ts';

/** What the fake shell knows of Azure; tests change it freely. */
export type FakeAzureWorld = {
  state: AzureState;
  subscriptions: AzureSubscription[];
  gateways: AzureGatewayChoice[];
  connections: AzureConnectionChoice[];
  interfaces: AzureInterfaceChoice[];
  storageAccounts: AzureStorageChoice[];
  plan: PlannedCall[];
};

const group = '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network';

export function newAzureWorld(): FakeAzureWorld {
  return {
    state: { account: null, pending: null, remembers: false, canOpenBrowser: true, readsStorage: false, last: null },
    subscriptions: [{ id: '99999999-9999-4999-8999-999999999999', name: 'Contoso production', state: 'Enabled' }],
    gateways: [
      {
        id: `${group}/virtualNetworkGateways/vpngw-prod`,
        name: 'vpngw-prod',
        resourceGroup: 'rg-hub',
        location: 'westeurope',
        sku: '',
        vpnType: '',
      },
    ],
    connections: [{ id: `${group}/connections/cn-hq`, name: 'cn-hq', resourceGroup: 'rg-hub', type: 'IPsec', localGateway: 'lng-hq' }],
    interfaces: [{ id: `${group}/networkInterfaces/vm-web1-nic`, name: 'vm-web1-nic', machine: 'vm-web1', addresses: ['10.20.1.4'] }],
    storageAccounts: [
      {
        id: `${group.replace('Microsoft.Network', 'Microsoft.Storage')}/storageAccounts/contosodiag`,
        name: 'contosodiag',
        resourceGroup: 'rg-hub',
        location: 'westeurope',
      },
    ],
    plan: [
      {
        id: 'connection',
        method: 'GET',
        path: `${group}/connections/cn-hq`,
        kind: 'read',
        permission: 'Microsoft.Network/connections/read',
        byDefault: true,
        needs: [],
      },
      {
        id: 'shared-key',
        method: 'GET',
        path: `${group}/connections/cn-hq/sharedkey`,
        kind: 'key',
        permission: 'Microsoft.Network/connections/sharedKey/action',
        byDefault: false,
        needs: [],
      },
    ],
  };
}
