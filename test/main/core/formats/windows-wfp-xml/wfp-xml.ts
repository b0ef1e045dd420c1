/** Net events as `netsh wfp show netevents` writes them; the header is that of Microsoft's published examples (Windows 10). */
type Header = {
  readonly protocol?: number;
  readonly local?: string;
  readonly remote?: string;
  readonly localPort?: number;
  readonly remotePort?: number;
  readonly time?: string;
};

export function netEvent(type: string, header: Header, body: string, element = 'item'): string {
  const { protocol = 0, local = '10.50.0.4', remote = '203.0.113.10', localPort = 0, remotePort = 0, time } = header;
  const address = (end: string, text: string) =>
    text.includes(':') ? `<${end}AddrV6.byteArray16>${text}</${end}AddrV6.byteArray16>` : `<${end}AddrV4>${text}</${end}AddrV4>`;
  return `	<${element}>
		<header>
			<timeStamp>${time ?? '2026-11-22T07:00:01.250Z'}</timeStamp>
			<flags numItems="3">
				<item>FWPM_NET_EVENT_FLAG_LOCAL_ADDR_SET</item>
				<item>FWPM_NET_EVENT_FLAG_REMOTE_ADDR_SET</item>
				<item>FWPM_NET_EVENT_FLAG_IP_VERSION_SET</item>
			</flags>
			<ipVersion>FWP_IP_VERSION_V4</ipVersion>
			<ipProtocol>${protocol}</ipProtocol>
			${address('local', local)}
			${address('remote', remote)}
			<localPort>${localPort}</localPort>
			<remotePort>${remotePort}</remotePort>
			<scopeId>0</scopeId>
			<appId/>
			<userId/>
			<addressFamily>FWP_AF_INET</addressFamily>
			<packageSid>S-1-0-0</packageSid>
		</header>
		<type>FWPM_NET_EVENT_TYPE_${type}</type>
${body}
	</${element}>
`;
}

/** Members in the order of the structure; `undefined` leaves one out. */
function members(name: string, values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values).map(([key, value]) => (value === '' ? `\t\t\t<${key}/>` : `\t\t\t<${key}>${value}</${key}>`));
  return `\t\t<${name}>\n${lines.join('\n')}\n\t\t</${name}>`;
}

export function mainModeFailure(values: Readonly<Record<string, string>> = {}): string {
  return members('ikeMmFailure', {
    failureErrorCode: '13801',
    failurePoint: 'IPSEC_FAILURE_PEER',
    flags: '',
    keyingModuleType: 'IKEEXT_KEY_MODULE_IKEV2',
    mmState: 'IKEEXT_MM_SA_STATE_SSPI_SENT',
    saRole: 'IKEEXT_SA_ROLE_INITIATOR',
    mmAuthMethod: 'IKEEXT_PRESHARED_KEY',
    endCertHash: '0000000000000000000000000000000000000000',
    mmId: '1207',
    mmFilterId: '0',
    localPrincipalNameForAuth: '',
    remotePrincipalNameForAuth: '',
    ...values,
  });
}

const subnet = (address: string, mask: string) =>
  `<type>FWP_V4_ADDR_MASK</type><v4AddrMask><addr>${address}</addr><mask>${mask}</mask></v4AddrMask>`;

export function quickModeFailure(values: Readonly<Record<string, string>> = {}): string {
  return members('ikeQmFailure', {
    failureErrorCode: '13868',
    failurePoint: 'IPSEC_FAILURE_ME',
    keyingModuleType: 'IKEEXT_KEY_MODULE_IKE',
    qmState: 'IKEEXT_QM_SA_STATE_INITIAL',
    saRole: 'IKEEXT_SA_ROLE_RESPONDER',
    saTrafficType: 'IPSEC_TRAFFIC_TYPE_TUNNEL',
    localSubNet: subnet('10.50.0.0', '255.255.0.0'),
    remoteSubNet: subnet('10.1.0.0', '255.255.255.0'),
    qmFilterId: '0',
    ...values,
  });
}

export function classifyDrop(direction: string, origin = ''): string {
  const drop = members('classifyDrop', {
    filterId: '66241',
    layerId: '44',
    reauthReason: '0',
    originalProfile: '0',
    currentProfile: '0',
    msFwpDirection: direction,
    isLoopback: 'false',
  });
  const internal = members('internalFields', {
    terminatingFiltersInfo: '<item><filterId>66241</filterId><actionType>FWP_ACTION_BLOCK</actionType></item>',
    filterOrigin: origin,
    interfaceIndex: '5',
  });
  return `${drop}\n${internal}`;
}

export function ipsecDrop(status: string): string {
  return members('ipsecDrop', {
    failureStatus: status,
    direction: 'FWP_DIRECTION_INBOUND',
    spi: '3282170548',
    filterId: '70001',
    layerId: '0',
  });
}

export function netEvents(...events: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<netEvents>\n${events.join('')}</netEvents>\n`;
}

export const ikeSa = `		<item>
			<saId>1207</saId>
			<keyModuleType>IKEEXT_KEY_MODULE_IKEV2</keyModuleType>
			<ipVersion>FWP_IP_VERSION_V4</ipVersion>
			<v4UdpEncapsulation><localUdpEncapPort>4500</localUdpEncapPort><remoteUdpEncapPort>4500</remoteUdpEncapPort></v4UdpEncapsulation>
			<ikeTraffic>
				<ipVersion>FWP_IP_VERSION_V4</ipVersion>
				<localV4Address>10.50.0.4</localV4Address>
				<remoteV4Address>203.0.113.10</remoteV4Address>
				<authIpFilterId>0</authIpFilterId>
			</ikeTraffic>
			<ikeProposal>
				<cipherAlgorithm><algoIdentifier>IKEEXT_CIPHER_AES_256</algoIdentifier><keyLen>32</keyLen><rounds>0</rounds></cipherAlgorithm>
				<integrityAlgorithm><algoIdentifier>IKEEXT_INTEGRITY_SHA_256</algoIdentifier></integrityAlgorithm>
				<maxLifetimeSeconds>28800</maxLifetimeSeconds>
				<dhGroup>IKEEXT_DH_GROUP_2048</dhGroup>
				<quickModeLimit>0</quickModeLimit>
			</ikeProposal>
			<cookiePair><initiator>1234</initiator><responder>5678</responder></cookiePair>
		</item>
`;

const transform = '<authTransformId><authType>IPSEC_AUTH_SHA_256</authType></authTransformId>';
export const ipsecSa = `		<item>
			<saContextId>77</saContextId>
			<inboundSa/>
			<outboundSa>
				<ipVersion>FWP_IP_VERSION_V4</ipVersion>
				<saDirection>FWP_DIRECTION_OUTBOUND</saDirection>
				<traffic>
					<localV4Address>10.50.0.4</localV4Address>
					<remoteV4Address>203.0.113.10</remoteV4Address>
					<trafficType>IPSEC_TRAFFIC_TYPE_TUNNEL</trafficType>
				</traffic>
				<saBundle>
					<lifetime><lifetimeSeconds>3600</lifetimeSeconds><lifetimeKilobytes>102400000</lifetimeKilobytes></lifetime>
					<saList numItems="1"><item><spi>3282170548</spi>${transform}
						<cipherTransformId><cipherType>IPSEC_CIPHER_TYPE_AES_256</cipherType><cipherConfig>IPSEC_CIPHER_CONFIG_GCM_AES_256</cipherConfig></cipherTransformId>
					</item></saList>
					<pfsGroup>IPSEC_PFS_2048</pfsGroup>
				</saBundle>
			</outboundSa>
		</item>
`;

const filter = `				<item><filterKey>{9f5f3812-79f0-4fe9-9615-4c2c92d2f0ff}</filterKey><displayData><name>x</name></displayData></item>\n`;

export function wfpState(filters: number, associations: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<wfpstate>
	<timeStamp>2026-11-22T07:10:00.000Z</timeStamp>
	<layers numItems="1">
		<item>
			<layer><layerId>44</layerId></layer>
			<filters numItems="${filters}">
${filter.repeat(filters)}			</filters>
		</item>
	</layers>
	<sas numItems="2">
${associations}	</sas>
</wfpstate>
<firewallState>
</firewallState>
`;
}
