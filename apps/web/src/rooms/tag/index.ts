export { Codebook } from './codebook.tsx';
