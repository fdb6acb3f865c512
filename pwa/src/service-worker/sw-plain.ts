/**
 * The service worker for browsers that know no modules in it (Firefox before 147). None of those
 * wakes a worker to send either, so that it keeps the app and nothing else.
 */
import './shell';
