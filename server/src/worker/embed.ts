import { Tokenizer } from '@huggingface/tokenizers';
import type { InferenceSession, Tensor, TypedTensor } from 'onnxruntime-common';
import workerpool from 'workerpool';
import { type EmbeddingModel, loadModel, readModelFile } from '../platform/embeddingModel.ts';
import { createWordPieces, type WordPieces } from '../platform/wordPieces.ts';
