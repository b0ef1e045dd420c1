import { connect } from './api/connect.ts';
import { startApp } from './app/start.tsx';

startApp(await connect());
