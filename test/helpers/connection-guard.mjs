/** Loaded before a program (`--import`), and by its workers too: tells on standard error of every connection and every name that it asks for. */
import dns from 'node:dns';
import dgram from 'node:dgram';
import { writeSync } from 'node:fs';
import net from 'node:net';

const tell = (what) => writeSync(2, `CONNECTION ${what}\n`);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  tell(`tcp ${JSON.stringify(args[0])}`);
  return Reflect.apply(connect, this, args);
};

const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function (...args) {
  tell('udp');
  return Reflect.apply(send, this, args);
};

for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  const original = dns[name];
  dns[name] = (...args) => {
    // An address is "looked up" without asking anybody.
    if (net.isIP(String(args[0])) === 0) tell(`dns ${String(args[0])}`);
    return original(...args);
  };
}
