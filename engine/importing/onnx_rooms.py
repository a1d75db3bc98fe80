"""Who reads ONNX's operators? All rooms, whose entries fill the table of the reader."""

from engine.importing import (
    onnx_layers,
    onnx_layout,
    onnx_operations,
    onnx_walks,
    onnx_windows,
)
from engine.importing.onnx_files import Reader, network_in, read_onnx

ROOMS = (onnx_layers, onnx_layout, onnx_operations, onnx_walks, onnx_windows)

__all__ = ["ROOMS", "Reader", "network_in", "read_onnx"]
