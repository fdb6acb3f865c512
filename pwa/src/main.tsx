import './styles/index.css';
import { render } from 'preact';
import { App } from './router/App';
import { startRouter } from './router/router';
import { catalogueSettled, loadCatalogue } from './state/catalogue';
import { followLinks } from './state/navigation';
import './state/text-size';
import { registerWorker } from './state/update';
import { language } from './words';

const root = document.getElementById('app');
if (root) {
  language.subscribe((chosen) => {
    document.documentElement.lang = chosen;
  });
  followLinks();
  void loadCatalogue();
  startRouter();
  render(<App />, root);
  void afterwards();
}

/**
 * The rest follows when the home stands, or when the link keeps everybody waiting. The worker comes
 * before the storage: a worker's first fetch of their common file passes by the browser's cache but
 * fills it, so that this order brings the file once.
 */
async function afterwards(): Promise<void> {
  await Promise.race([catalogueSettled().then(registerWorker), patience()]);
  void import('./state/after-start').then(({ afterStart }) => afterStart());
  void import('./actions/sending').then(({ keepSending }) => keepSending());
}

function patience(): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, 10_000);
  });
}
