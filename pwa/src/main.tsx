import './styles/index.css';
import { render } from 'preact';
import { speak } from './api/client';
import { App } from './router/App';
import { startRouter } from './router/router';
import { loadCatalogue } from './state/catalogue';
import { followLinks } from './state/navigation';
import './state/text-size';
import { language } from './words';

const root = document.getElementById('app');
if (root) {
  language.subscribe((chosen) => {
    document.documentElement.lang = chosen;
    speak(chosen);
  });
  followLinks();
  void loadCatalogue();
  startRouter();
  render(<App />, root);
  addEventListener('load', () => {
    void import('./state/after-start').then(({ afterStart }) => afterStart());
    void import('./actions/sending').then(({ keepSending }) => keepSending());
  });
}
