/**
 * Stands in for the module `electron` in unit tests. No Electron runtime is involved: it records what the shell asks for and
 * carries calls from the preload to the main process the way Electron does, by structured clone.
 */
type Listener = (...args: readonly unknown[]) => unknown;
type Handler = (event: unknown, input: unknown) => unknown;

export class FakeWindow {
  static opened: FakeWindow[] = [];
  readonly options: Record<string, unknown>;
  readonly sent: [string, unknown][] = [];
  readonly listeners = new Map<string, Listener>();
  loaded = '';
  isGone = false;
  readonly webContents = {
    mainFrame: { parent: null, url: 'app://tunnel-triage/' },
    send: (channel: string, value: unknown) => void this.sent.push([channel, structuredClone(value)]),
    once: () => undefined,
    executeJavaScript: async () => true,
    printToPDF: async (options: unknown) => fake.printToPDF(options),
  };
  constructor(options: Record<string, unknown>) {
    this.options = options;
    FakeWindow.opened.push(this);
  }
  readonly isDestroyed = () => this.isGone;
  readonly destroy = () => {
    this.isGone = true;
  };
  readonly once = (event: string, listener: Listener) => void this.listeners.set(event, listener);
  readonly show = () => undefined;
  readonly loadURL = async (url: string) => {
    this.loaded = url;
  };
  readonly loadFile = async (file: string) => {
    this.loaded = file;
  };
}

const handlers = new Map<string, Handler>();
/** What tests look at and set. */
export const fake = {
  handlers,
  exposed: new Map<string, unknown>(),
  openedOutside: [] as string[],
  shownInFolder: [] as string[],
  /** Who calls next, as the main process sees it. */
  caller: null as unknown,
  openDialog: { canceled: false, filePaths: [] as string[] },
  saveDialog: { canceled: false, filePath: '' },
  /** Number of the button that is pressed, and what was asked. */
  pressed: 1,
  messages: [] as Readonly<Record<string, unknown>>[],
  pathOfFile: (_file: unknown) => '',
  printToPDF: async (_options: unknown): Promise<Uint8Array> => new Uint8Array(),
  sessions: new Map<string, ReturnType<typeof fakeSession>>(),
};

export function fakeSession() {
  const set: {
    request?: Listener;
    check?: Listener;
    device?: Listener;
    before?: (details: { url: string }, answer: (a: { cancel: boolean }) => void) => void;
  } = {};
  return {
    set,
    setPermissionRequestHandler: (f: Listener) => (set.request = f),
    setPermissionCheckHandler: (f: Listener) => (set.check = f),
    setDevicePermissionHandler: (f: Listener) => (set.device = f),
    webRequest: { onBeforeRequest: (f: NonNullable<typeof set.before>) => (set.before = f) },
    /** True when the session would load the address. */
    loads: (url: string) => {
      let isCancelled = true;
      set.before?.({ url }, (a) => (isCancelled = a.cancel));
      return !isCancelled;
    },
  };
}

function sessionNamed(name: string) {
  const known = fake.sessions.get(name) ?? fakeSession();
  fake.sessions.set(name, known);
  return known;
}

export const electronModule = {
  BrowserWindow: FakeWindow,
  session: { defaultSession: sessionNamed(''), fromPartition: sessionNamed },
  ipcMain: { handle: (channel: string, handler: Handler) => void handlers.set(channel, handler) },
  ipcRenderer: {
    invoke: async (channel: string, input: unknown) => {
      const handler = handlers.get(channel);
      if (!handler) throw new Error(`no handler for ${channel}`);
      return structuredClone(await handler(fake.caller, structuredClone(input)));
    },
    on: () => undefined,
    removeListener: () => undefined,
  },
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => void fake.exposed.set(name, value) },
  webUtils: { getPathForFile: (file: unknown) => fake.pathOfFile(file) },
  dialog: {
    showOpenDialog: async () => fake.openDialog,
    showSaveDialog: async () => fake.saveDialog,
    showMessageBox: async (_window: unknown, options: Readonly<Record<string, unknown>>) => {
      fake.messages.push(options);
      return { response: fake.pressed };
    },
  },
  shell: {
    openExternal: async (url: string) => void fake.openedOutside.push(url),
    showItemInFolder: (path: string) => void fake.shownInFolder.push(path),
  },
  app: { getPath: () => '/home/ada/Documents' },
};
