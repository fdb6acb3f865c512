import './styles/index.css';
import { render } from 'preact';
import { App } from './router/App';
import { startRouter } from './router/router';
import { followLinks } from './state/navigation';
import { language } from './words';

const root = document.getElementById('app');
if (root) {
  document.documentElement.lang = language.peek();
  followLinks();
  startRouter();
  render(<App />, root);
  addEventListener('load', () => {
    void import('./state/after-start').then(({ afterStart }) => afterStart());
  });
}
