const message =
  'CoId={B4000371-A67F-452F-AA4C-3125AA9CFC78}: The user SYSTEM dialed a connection named AzureGateway which has failed. The error code returned on failure is 809.';

/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'event viewer, English',
    text: `Level,Date and Time,Source,Event ID,Task Category
Error,3/18/2024 1:29:21 PM,RasClient,20227,None,${message}
Information,3/18/2024 1:28:21 PM,Service Control Manager,7036,None,"The Windows Update service entered the ""stopped""
state."
`,
  },
  {
    name: 'event viewer, German, tabs',
    text: `Ebene\tDatum und Uhrzeit\tQuelle\tEreignis-ID\tAufgabenkategorie
Fehler\t18.03.2024 13:29:21\tRasClient\t20227\tKeine\t"CoId={B4000371-A67F-452F-AA4C-3125AA9CFC78}: Der Benutzer ""SYSTEM"" hat eine Verbindung mit dem Namen ""AzureGateway"" gewählt. Der Ursachencode lautet: 809."
`,
  },
  {
    name: 'Get-WinEvent | Export-Csv',
    text: `#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord
"Message","Id","Version","Level","RecordId","ProviderName","LogName","MachineName","TimeCreated","LevelDisplayName","Properties"
"${message}","20227","0","2","4203","RasClient","Application","HQ-RRAS01","3/18/2024 1:29:21 PM","Error","System.Collections.Generic.IList\`1[System.Diagnostics.Eventing.Reader.EventProperty]"
`,
  },
  {
    name: 'Get-EventLog | Export-Csv with a semicolon',
    text: `"EventID";"MachineName";"Data";"Index";"EntryType";"Message";"Source";"ReplacementStrings";"InstanceId";"TimeGenerated"
"20227";"HQ-RRAS01";"System.Byte[]";"4203";"Error";"${message}";"RasClient";"System.String[]";"20227";"18.03.2024 13:29:21"
`,
  },
];
