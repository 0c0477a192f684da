"""The kit from which the demo's sets are made: noise, surfaces, shapes, props. Knows no set and no film."""
