const header = (type: string, rest: string) => `<item>
	<header>
		<timeStamp>2026-11-22T07:00:01.250Z</timeStamp>
		<flags numItems="3">
			<item>FWPM_NET_EVENT_FLAG_LOCAL_ADDR_SET</item>
			<item>FWPM_NET_EVENT_FLAG_REMOTE_ADDR_SET</item>
			<item>FWPM_NET_EVENT_FLAG_IP_VERSION_SET</item>
		</flags>
		<ipVersion>FWP_IP_VERSION_V4</ipVersion>
		<ipProtocol>0</ipProtocol>
		<localAddrV4>10.50.0.4</localAddrV4>
		<remoteAddrV4>203.0.113.10</remoteAddrV4>
		<localPort>0</localPort>
		<remotePort>0</remotePort>
	</header>
	<type>FWPM_NET_EVENT_TYPE_${type}</type>
${rest}
</item>`;

const mainMode = header(
  'IKEEXT_MM_FAILURE',
  `	<ikeMmFailure>
		<failureErrorCode>13801</failureErrorCode>
		<failurePoint>IPSEC_FAILURE_PEER</failurePoint>
		<flags/>
		<keyingModuleType>IKEEXT_KEY_MODULE_IKEV2</keyingModuleType>
		<mmState>IKEEXT_MM_SA_STATE_SSPI_SENT</mmState>
		<saRole>IKEEXT_SA_ROLE_INITIATOR</saRole>
	</ikeMmFailure>`,
);

/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'netsh wfp show netevents', text: `<?xml version="1.0" encoding="UTF-8"?>\n<netEvents>\n${mainMode}\n</netEvents>\n` },
  {
    name: 'netsh wfp show state',
    text: `<?xml version="1.0" encoding="UTF-8"?>
<wfpstate>
<timeStamp>2026-11-22T07:10:00.000Z</timeStamp>
<sessions numItems="0"/>
</wfpstate>
<firewallState/>
`,
  },
  {
    name: 'netsh wfp capture',
    text: `<wfpdiag>\n<sysInfo/>\n<events>\n${mainMode.replace('<item>\n\t<header>', '<netEvent>\n\t<header>').replace(/<\/item>$/, '</netEvent>')}\n</events>\n</wfpdiag>\n`,
  },
];
