/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'Winlogbeat',
    text: `{"@timestamp":"2024-03-18T13:29:21.352Z","@metadata":{"beat":"winlogbeat","type":"_doc","version":"7.2.0"},"event":{"code":7036,"created":"2024-03-18T13:29:22.996Z","kind":"event"},"host":{"name":"HQ-RRAS01"},"log":{"level":"information"},"message":"The Routing and Remote Access service entered the stopped state.","winlog":{"event_id":7036,"api":"wineventlog","event_data":{"Binary":"520065006D006F00740065004100630063006500730073002F0031000000","param1":"Routing and Remote Access","param2":"stopped"},"keywords":["Classic"],"provider_name":"Service Control Manager","record_id":11580,"channel":"System","computer_name":"HQ-RRAS01"}}
`,
  },
  {
    name: 'NXLog behind a syslog daemon',
    text: `Mar 18 13:29:23 collector {"EventTime":"2024-03-18 13:29:21","Hostname":"HQ-RRAS01","Keywords":-9187343239835811840,"EventType":"INFO","SeverityValue":2,"Severity":"INFO","EventID":7036,"SourceName":"Service Control Manager","ProviderGuid":"{555908D1-A6D7-4695-8E1E-26931D2012F4}","Version":0,"Task":0,"OpcodeValue":0,"RecordNumber":80664,"ProcessID":664,"ThreadID":3524,"Channel":"System","Message":"The Routing and Remote Access service entered the stopped state.","param1":"Routing and Remote Access","param2":"stopped","EventReceivedTime":"2024-03-18 13:29:23","SourceModuleName":"eventlog","SourceModuleType":"im_msvistalog"}
`,
  },
];
