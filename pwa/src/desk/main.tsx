import '../styles/index.css';
import './desk.css';
import { render } from 'preact';
import { followLinks } from '../state/navigation';
import { language } from '../words';
import { Desk } from './Desk';
import { askWho } from './state/session';

const root = document.getElementById('app');
if (root) {
  document.documentElement.lang = language.peek();
  followLinks((pathname) => /^\/desk(?:\/|$)/.test(pathname));
  void askWho();
  render(<Desk />, root);
}
