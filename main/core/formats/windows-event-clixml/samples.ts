/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'Get-WinEvent',
    text: `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">
  <Obj RefId="0">
    <TN RefId="0">
      <T>System.Diagnostics.Eventing.Reader.EventLogRecord</T>
      <T>System.Diagnostics.Eventing.Reader.EventRecord</T>
      <T>System.Object</T>
    </TN>
    <ToString>System.Diagnostics.Eventing.Reader.EventLogRecord</ToString>
    <Props>
      <I32 N="Id">20227</I32>
      <By N="Level">2</By>
      <I64 N="Keywords">36028797018963968</I64>
      <S N="ProviderName">RasClient</S>
      <S N="LogName">Application</S>
      <S N="MachineName">HQ-RRAS01</S>
      <DT N="TimeCreated">2024-03-18T13:29:21.1234567+09:00</DT>
      <S N="LevelDisplayName">Error</S>
      <Obj N="Properties" RefId="1">
        <TN RefId="1"><T>System.Collections.Generic.List\`1</T><T>System.Object</T></TN>
        <LST>
          <Obj RefId="2"><Props><S N="Value">{B4000371-A67F-452F-AA4C-3125AA9CFC78}</S></Props></Obj>
          <Obj RefId="3"><Props><S N="Value">SYSTEM</S></Props></Obj>
          <Obj RefId="4"><Props><S N="Value">AzureGateway</S></Props></Obj>
          <Obj RefId="5"><Props><S N="Value">809</S></Props></Obj>
        </LST>
      </Obj>
    </Props>
    <MS>
      <S N="Message">The error code returned_x000A_on failure is 809.</S>
    </MS>
  </Obj>
</Objs>
`,
  },
];
