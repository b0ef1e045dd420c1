/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'wevtutil, Windows 11',
    text: `Event[0]
  Log Name: Application
  Source: RasClient
  Date: 2024-03-18T13:29:21.1234567Z
  Event ID: 20227
  Task: N/A
  Level: Error
  Opcode: N/A
  Keyword: Classic
  User: N/A
  User Name: N/A
  Computer: HQ-RRAS01
  Description:
CoId={B4000371-A67F-452F-AA4C-3125AA9CFC78}: The user SYSTEM dialed a connection named AzureGateway which has failed. The error code returned on failure is 809.

Event[1]
  Log Name: Application
  Source: RasClient
  Date: 2024-03-18T13:28:21.1234567Z
  Event ID: 20221
  Task: N/A
  Level: Information
  Opcode: N/A
  Keyword: Classic
  User: N/A
  User Name: N/A
  Computer: HQ-RRAS01
  Description:
CoId={B4000371-A67F-452F-AA4C-3125AA9CFC78}: The user SYSTEM has started dialing a VPN connection.
`,
  },
  {
    name: 'event viewer, copied in German',
    text: `Protokollname: System
Quelle:        RemoteAccess
Datum:         18.03.2024 13:26:02
Ereignis-ID:   20111
Aufgabenkategorie:Keine
Ebene:         Fehler
Schlüsselwörter:Klassisch
Benutzer:      Nicht zutreffend
Computer:      HQ-RRAS01
Beschreibung:
Die Verbindung konnte nicht hergestellt werden, da der Remoteserver nicht antwortet.
`,
  },
];
